public import Dataflow

/// A source that a test feeds by hand.
///
/// What is sent waits in the probe's own channel until the pipeline takes it, so `capacity` emissions can be made before a run.
public struct ProbeSource<Output: Sendable>: Source {
    public let name: String
    public let expectedCount: Int?
    private let feed: BoundedChannel<Emission<Output>>

    public init(_ name: String = "probe", expectedCount: Int? = nil, capacity: Int = 1024) {
        self.name = name
        self.expectedCount = expectedCount
        feed = BoundedChannel(capacity: capacity)
    }

    /// A source that emits these payloads and ends.
    public init(_ name: String = "probe", _ payloads: [Output], origin: @Sendable (Int) -> String? = { _ in nil }) async {
        self.init(name, expectedCount: payloads.count, capacity: max(1, payloads.count))
        for (index, payload) in payloads.enumerated() { await send(payload, origin: origin(index)) }
        finish()
    }

    /// Hands a payload to the pipeline; waits only if `capacity` of them lie untaken. Nothing happens after the end.
    public func send(_ payload: Output, timestamp: Duration? = nil, origin: String? = nil) async {
        try? await feed.send(Emission(payload, timestamp: timestamp, origin: origin))
    }

    /// No more will come.
    public func finish() {
        feed.finish()
    }

    /// Makes the source fail, at once.
    public func fail(_ error: any Error) {
        feed.fail(error)
    }

    public func emit(into outlet: SourceOutlet<Output>) async throws {
        while let emission = try await feed.receive() { try await outlet.send(emission) }
    }
}
