public import Dataflow

/// A source that emits numbers.
public struct CountingSource: Source {
    public let name: String
    private let count: Int
    private let pace: Gate?

    /// - Parameter pace: Passed before each number but the first.
    public init(_ name: String = "numbers", count: Int, pace: Gate? = nil) {
        self.name = name
        self.count = count
        self.pace = pace
    }

    public var expectedCount: Int? { count }

    /// Each number comes from the file `number-N`.
    public func emit(into outlet: SourceOutlet<Int>) async throws {
        for number in 0..<count {
            if number > 0 { try await pace?.pass() }
            try await outlet.send(Emission(number, origin: "number-\(number)"))
        }
    }
}
