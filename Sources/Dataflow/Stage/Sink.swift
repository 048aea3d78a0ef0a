/// Where items end: the last part of a pipeline.
///
/// ### Life
/// `begin` is called once, before any source emits. `store` is called for each item; when it returns, the item counts as stored
/// and must be whole by itself, whatever happens later. Then one of the two ends is called, once: `finish` after an orderly end
/// (the input ended, also because the run was stopped and drained), `abandon` after a failure or a cancellation.
///
/// **Waits when** there is no input. **Ends when** its input ends. **Fails when** `store` or `finish` throws.
public protocol Sink<Input>: PipelinePart {
    associatedtype Input: Sendable

    /// The run begins. A sink that keeps what it stores beyond a run opens it here: anew, or where an interrupted run left it.
    ///
    /// - Returns: The items that the interrupted run stored; the sources pass them over.
    func begin(_ start: RunStart) async throws -> [StoredItem]

    func store(_ input: Input, id: ItemID) async throws

    /// All items are stored.
    func finish() async throws

    /// No more items will come, though not all did. Release what is held and leave what is stored whole. A file that is whole
    /// only after ``finish()`` should not be put in its place now.
    func abandon() async

    /// The loop over the items, for a sink that needs the whole envelope. Each item that was stored must be marked so.
    func run(from inlet: Inlet<Input>) async throws
}

extension Sink {
    public func begin(_ start: RunStart) async throws -> [StoredItem] { [] }
    public func finish() async throws {}
    public func abandon() async {}

    @inlinable
    public func run(from inlet: Inlet<Input>) async throws {
        while let item = try await inlet.next() {
            try await store(item.payload, id: item.id)
            inlet.markStored(item)
        }
    }
}
