/// The front of a pipeline, from its source up to an open end that gives `Output`.
public struct Chain<Output: Sendable>: Sendable {
    let settings: [StageSettings]
    let expectedCount: Int?
    /// Makes what stands before the open end, given the channel that stands there.
    let assemble: @Sendable (RunAssembly, BoundedChannel<Item<Output>>) -> Void

    init(
        settings: [StageSettings], expectedCount: Int?,
        assemble: @escaping @Sendable (RunAssembly, BoundedChannel<Item<Output>>) -> Void
    ) {
        self.settings = settings
        self.expectedCount = expectedCount
        self.assemble = assemble
    }

    init(_ source: some Source<Output>, _ settings: StageSettings) {
        self.init(settings: [settings], expectedCount: source.expectedCount) { assembly, output in
            assembly.add(source, settings, into: output)
        }
    }

    func appending<S: Stage>(_ stage: S, _ settings: StageSettings) -> Chain<S.Output> where S.Input == Output {
        let before = assemble
        return Chain<S.Output>(settings: self.settings + [settings], expectedCount: expectedCount) { assembly, output in
            let input = assembly.channel(before: settings, of: Output.self)
            before(assembly, input)
            assembly.add(stage, settings, from: input, into: output)
        }
    }

    func closing<S: Sink>(_ sink: S, _ settings: StageSettings) -> ClosedChain where S.Input == Output {
        let before = assemble
        return ClosedChain(settings: self.settings + [settings], expectedCount: expectedCount) { assembly in
            let input = assembly.channel(before: settings, of: Output.self)
            before(assembly, input)
            assembly.add(sink, settings, from: input)
        } begin: { start throws(StartFailure) in
            do {
                return try await sink.begin(start)
            } catch {
                throw StartFailure(settings: settings, cause: error)
            }
        }
    }
}

/// A pipeline from source to sink, as the builder hands it over.
public struct ClosedChain: Sendable {
    let settings: [StageSettings]
    let expectedCount: Int?
    let assemble: @Sendable (RunAssembly) -> Void
    /// Lets the sink begin; what an interrupted run stored.
    let begin: @Sendable (RunStart) async throws(StartFailure) -> [StoredItem]
}

/// What kept a part from beginning.
struct StartFailure: Error {
    let settings: StageSettings
    let cause: any Error
}
