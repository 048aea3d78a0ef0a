public import Dataflow

/// A transform written as a closure.
public struct Apply<Input: Sendable, Output: Sendable>: Transform {
    private let body: @Sendable (Input) async throws -> Output?

    public init(_ body: @escaping @Sendable (Input) async throws -> Output?) {
        self.body = body
    }

    public func transform(_ input: Input) async throws -> Output? { try await body(input) }
}

/// A batch transform written as a closure.
public struct ApplyBatch<Input: Sendable, Output: Sendable>: BatchTransform {
    public let batchSize: Int
    private let body: @Sendable ([Input]) async throws -> [Output?]

    public init(size: Int, _ body: @escaping @Sendable ([Input]) async throws -> [Output?]) {
        batchSize = size
        self.body = body
    }

    public func transform(_ inputs: [Input]) async throws -> [Output?] { try await body(inputs) }
}
