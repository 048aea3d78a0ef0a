public import Dataflow
public import Testing

/// The checks of what holds for every stage of a catalogue: one for each stage and each of its promises.
///
/// ```swift
/// @Suite("the contract of every stage", .timeLimit(.minutes(5)))
/// struct ContractTests {
///     static let contract = CatalogueContract(MyCatalogue.stages) { entry in
///         ContractSubject(try MyCatalogue.sample(of: entry.name), inputs: MyPayload.samples)
///     }
///
///     @Test("is kept", arguments: contract.checks)
///     func isKept(check: ContractCheck) async throws { try await check.run() }
/// }
/// ```
public struct CatalogueContract<Payload: Sendable>: Sendable {
    private let catalogue: StageCatalogue<Payload>
    private let patience: Duration
    private let subject: @Sendable (StageEntry<Payload>) async throws -> ContractSubject<Payload>

    /// - Parameters:
    ///   - patience: how long a run may take before it counts as hanging and is cancelled.
    ///   - subject: makes a stage and what it is tested with; called anew for each check that runs the stage.
    public init(
        _ catalogue: StageCatalogue<Payload>, patience: Duration = .seconds(60),
        subject: @escaping @Sendable (StageEntry<Payload>) async throws -> ContractSubject<Payload>
    ) {
        self.catalogue = catalogue
        self.patience = patience
        self.subject = subject
    }

    /// By stage and promise.
    public var checks: [ContractCheck] {
        catalogue.entries.flatMap { entry in
            StagePromise.allCases.filter { $0.concerns(entry.kind) }.map { promise in
                ContractCheck(stage: entry.name, promise: promise) { try await check(promise, of: entry) }
            }
        }
    }

    private func check(_ promise: StagePromise, of entry: StageEntry<Payload>) async throws {
        let words = ContractWords(entry: entry, common: catalogue.commonOptions(for: entry.kind))
        let found: String? =
            switch promise {
            case .describesItself: words.gap
            case .readsItsOptions: try words.unread
            case .refusesMisspelt: words.takenMisspelt
            case .refusesWrongValues: words.takenWrong
            default: try await ContractTrial(entry: entry, subject: try await subject(entry), patience: patience).found(promise)
            }
        if let found { throw BrokenPromise(stage: entry.name, promise: promise, found: found) }
    }
}

/// One promise of one stage.
public struct ContractCheck: Sendable, CustomTestStringConvertible {
    public let stage: String
    public let promise: StagePromise
    let body: @Sendable () async throws -> Void

    public var testDescription: String { "\(stage) \(promise.rawValue)" }

    /// - Throws: ``BrokenPromise``; or what kept the stage from being made.
    public func run() async throws { try await body() }
}

/// A stage of a catalogue and what it is tested with.
public struct ContractSubject<Payload: Sendable>: Sendable {
    /// The stage as pipelines run it, with sinks and files of its own.
    public var node: PipelineNode<Payload>
    /// Payloads that it takes; the more, the more the checks can find. For a source there are none.
    public var inputs: [Payload]
    /// A payload at which it fails; `nil` where there is none.
    public var unfit: Payload?

    public init(_ node: PipelineNode<Payload>, inputs: [Payload] = [], unfit: Payload? = nil) {
        self.node = node
        self.inputs = inputs
        self.unfit = unfit
    }
}
