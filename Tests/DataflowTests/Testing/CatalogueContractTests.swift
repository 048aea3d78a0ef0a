import Dataflow
import DataflowTesting
import Testing

@Suite("the contract of a catalogue", .timeLimit(.minutes(5)))
struct CatalogueContractTests {
    static let sound = contract(of: SampleCatalogue.sound)

    private static func contract(of entries: [StageEntry<Int>]) -> CatalogueContract<Int> {
        CatalogueContract(StageCatalogue(entries), patience: .seconds(30)) { entry in
            try await SampleCatalogue.subject(of: entry)
        }
    }

    @Test("is kept by sound stages of every kind", arguments: sound.checks)
    func kept(check: ContractCheck) async throws { try await check.run() }

    @Test("has a check for each stage and each promise that concerns it")
    func whole() {
        let count = Dictionary(grouping: Self.sound.checks, by: \.stage).mapValues(\.count)
        #expect(count == ["count": 8, "double": 11, "add": 10, "print": 10])
    }

    @Test("names the stage and the promise that a faulty stage breaks", arguments: SampleCatalogue.faulty)
    func broken(fault: SampleCatalogue.Faulty) async throws {
        var broken: [BrokenPromise] = []
        for check in Self.contract(of: [fault.entry]).checks {
            do { try await check.run() } catch let promise as BrokenPromise { broken.append(promise) }
        }
        #expect(broken.map(\.promise).contains(fault.promise), "\(broken)")
        #expect(broken.allSatisfy { $0.stage == fault.entry.name && "\($0)".contains($0.promise.rawValue) })
    }
}
