/// A stage that turns one payload into one other, or into none.
///
/// **Emits** each result that is not `nil`, in the envelope of its input; `nil` is counted as filtered. **Waits when** there is no
/// input or no room behind. **Ends when** its input ends. **Fails when** `transform` throws.
public protocol Transform<Input, Output>: Stage {
    // Restated, so that the compiler finds them from `transform`.
    associatedtype Input
    associatedtype Output

    func transform(_ input: Input) async throws -> Output?
}

extension Transform {
    @inlinable
    public func run(from inlet: Inlet<Input>, into outlet: Outlet<Output>) async throws {
        while let item = try await inlet.next() {
            if let output = try await transform(item.payload) {
                try await outlet.send(item.with(output))
            } else {
                try await outlet.filter(item)
            }
        }
    }
}
