import Dataflow
import DataflowTesting
import PipelineFile
import Testing

@Suite("the contract of the toy stages", .timeLimit(.minutes(5)))
struct ContractTests {
    static let catalogue = ToyCatalogue().catalogue

    static let contract = CatalogueContract(catalogue) { entry in
        let nowhere = SourceMark.file("toy.yaml", line: 1, column: 1)
        let given = entry.kind == .source ? [OptionMap.Entry("up-to", at: nowhere, OptionValue(.integer(1000), at: nowhere))] : []
        var options = OptionReader(OptionMap(given, at: nowhere), stage: entry.name, options: entry.options)
        let node = try await entry.make(&options).build()
        return ContractSubject(node, inputs: entry.kind == .source ? [] : (0..<10).map { Toy(number: $0) })
    }

    @Test("is kept", arguments: contract.checks)
    func isKept(check: ContractCheck) async throws { try await check.run() }

    @Test("has examples that a pipeline file takes", arguments: catalogue.names)
    func examples(name: String) throws {
        let lines = try #require(Self.catalogue[name]).example.split(separator: "\n").map { "  " + $0 }
        try PipelineFile(text: "stages:\n" + lines.joined(separator: "\n"), path: "\(name).yaml").checkStages(
            against: Self.catalogue)
    }
}
