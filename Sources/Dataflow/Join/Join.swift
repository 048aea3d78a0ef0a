/// Brings together items that went different ways, or that come from different sources.
///
/// **Emits** what ``join(_:)`` returns, in the envelope of the first input that has the item. **Waits when** an item has not come by
/// all inputs yet, and when there is no room behind. **Ends when** all inputs have ended. **Fails when** ``join(_:)`` throws, or an
/// item comes without the envelope in which it parted.
public protocol Join<Input, Output>: PipelinePart {
    associatedtype Input: Sendable
    associatedtype Output: Sendable

    /// Which items belong together.
    var rule: JoinRule { get }

    /// What becomes of an item that did not come by all inputs.
    var incomplete: IncompleteJoin { get }

    /// Makes one payload of those of the inputs, in their order; `nil` for what is missing. Returns `nil` to filter the item.
    func join(_ inputs: [Input?]) async throws -> Output?
}

extension Join {
    public var rule: JoinRule { .item }
    public var incomplete: IncompleteJoin { .drop }
}
