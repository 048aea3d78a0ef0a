import Dataflow
import DataflowTesting
import Testing

/// Stages over numbers: sound ones of each kind, and those that each break one promise.
enum SampleCatalogue {
    struct Faulty: CustomTestStringConvertible, Sendable {
        let promise: StagePromise
        let entry: StageEntry<Int>
        var testDescription: String { promise.rawValue }
    }

    static let words = StageContract(
        emits: "numbers", waitsWhen: "there is no room", endsWhen: "its input ends", failsWhen: "a number is negative")

    static let sound: [StageEntry<Int>] = [
        entry("count", .source) { .source(CountingSource(count: 1_000_000_000)) },
        entry("double", .transform) { .stage(Apply(double)) },
        entry("add", .join) { .join(Sum()) },
        entry("print", .sink) { .sink(Printer()) },
    ]

    static let faulty: [Faulty] = [
        Faulty(promise: .describesItself, entry: entry("stage", .transform, summary: "") { .stage(Apply(double)) }),
        Faulty(promise: .readsItsOptions, entry: entry("stage", .transform, reads: false) { .stage(Apply(double)) }),
        Faulty(promise: .isOfItsKind, entry: entry("stage", .transform) { .sink(Printer()) }),
        Faulty(promise: .endsWithItsInput, entry: entry("stage", .transform) { .stage(Early(count: 0)) }),
        Faulty(promise: .accountsForItems, entry: entry("stage", .transform) { .stage(Loser()) }),
        Faulty(
            promise: .accountsForItems,
            entry: entry("stage", .transform) { .stage(Apply(double).failing(Fault(.duplicating, at: 2))) }),
        Faulty(
            promise: .accountsForItems, entry: entry("stage", .sink) { .sink(Printer().failing(Fault(.throwing, at: 2))) }),
        Faulty(promise: .namesItsFailures, entry: entry("stage", .transform) { .stage(Apply { $0 }) }),
    ]

    static func subject(of entry: StageEntry<Int>) async throws -> ContractSubject<Int> {
        var options = OptionReader(
            OptionMap(at: .file("sample.yaml", line: 1, column: 1)), stage: entry.name, options: entry.options)
        let inputs = entry.kind == .source ? [] : Array(0..<20)
        return ContractSubject(try await entry.make(&options).build(), inputs: inputs, unfit: entry.kind == .source ? nil : -1)
    }

    private static func entry(
        _ name: String, _ kind: StageKind, summary: String = "Does something.", reads: Bool = true,
        build: @escaping @Sendable () -> PipelineNode<Int>
    ) -> StageEntry<Int> {
        let option = StageOption("factor", .integer(in: 1...9), default: 2, "what is multiplied by")
        return StageEntry(
            name: name, summary: summary, kind: kind, contract: words, options: [option], example: "- \(name): { factor: 3 }"
        ) { options in
            if reads { _ = options.read(option) }
            return StageBlueprint { build() }
        }
    }
}

@Sendable private func double(_ number: Int) throws -> Int? {
    if number < 0 { throw InjectedFault(position: number) }
    return number.isMultiple(of: 5) ? nil : 2 * number
}

private struct Sum: Join {
    func join(_ inputs: [Int?]) async throws -> Int? {
        let sum = inputs.compactMap(\.self).reduce(0, +)
        if sum < 0 { throw InjectedFault(position: sum) }
        return sum
    }
}

private struct Printer: Sink {
    func store(_ input: Int, id: ItemID) async throws {
        if input < 0 { throw InjectedFault(position: input) }
    }
}

/// Ends after so many items.
private struct Early: Stage {
    let count: Int

    func run(from inlet: Inlet<Int>, into outlet: Outlet<Int>) async throws {
        for _ in 0..<count { if let item = try await inlet.next() { try await outlet.send(item) } }
    }
}

/// Forgets an item.
private struct Loser: Stage {
    func run(from inlet: Inlet<Int>, into outlet: Outlet<Int>) async throws {
        while let item = try await inlet.next() { if item.payload != 2 { try await outlet.send(item) } }
    }
}
