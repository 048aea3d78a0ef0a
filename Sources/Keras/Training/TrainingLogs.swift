import OrderedCollections

/// What is told of training and judging: losses and metrics by their names, in the order of Keras.
public struct TrainingLogs: Sendable, Equatable {
    private var numbers: OrderedDictionary<String, Float> = [:]

    public init() {}

    public var names: [String] { Array(numbers.keys) }

    public subscript(name: String) -> Float? {
        get { numbers[name] }
        set { numbers[name] = newValue }
    }

    /// Names and numbers in their order.
    public var entries: [(name: String, value: Float)] { numbers.map { ($0.key, $0.value) } }

    /// These, and then those of another part of the same epoch.
    mutating func append(_ other: TrainingLogs) {
        for (name, value) in other.numbers { numbers[name] = value }
    }
}
