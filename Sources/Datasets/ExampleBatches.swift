public import HDF5
public import NeuralNetwork

/// Some examples and their labels.
public struct ExampleBatch: Sendable, Equatable {
    /// `[batch] + itemShape`.
    public let examples: Tensor
    /// The class of each.
    public let labels: [Int]

    /// - Parameter labels: as many as there are examples along the first axis.
    public init(examples: Tensor, labels: [Int]) {
        precondition(examples.shape.first == labels.count, "\(labels.count) labels for examples \(examples.shape)")
        (self.examples, self.labels) = (examples, labels)
    }

    /// `[batch, 1]`, as Keras wants it beside one number or a sparse loss.
    public var numbers: Tensor { Tensor(shape: [labels.count, 1], values: labels.map { Float($0) }) }

    /// `[batch, classes]`, 1 at the class and 0 elsewhere; the courses' `convert_to_one_hot`.
    public func oneHot(classes: Int) -> Tensor {
        precondition(labels.allSatisfy { (0..<classes).contains($0) }, "labels \(labels) of \(classes) classes")
        return Tensor(shape: [labels.count, classes]) { elements in
            for (item, label) in labels.enumerated() { elements[item * classes + label] = 1 }
        }
    }
}

/// The examples of a set batch by batch, each read when it is asked for.
public struct ExampleBatches: AsyncSequence, Sendable {
    fileprivate let set: ExampleSet
    fileprivate let size: Int
    fileprivate let order: [Int]
    fileprivate let divisor: Double

    /// How many batches there are; the last may be smaller.
    public var count: Int { (order.count + size - 1) / size }

    /// - Throws: as ``ExampleSet/examples(_:dividedBy:)``.
    public subscript(index: Int) -> ExampleBatch {
        get throws(HDF5Error) {
            let places = order[index * size..<Swift.min((index + 1) * size, order.count)]
            return ExampleBatch(
                examples: try set.examples(places, dividedBy: divisor), labels: places.map { set.labels[$0] })
        }
    }

    public func makeAsyncIterator() -> Iterator { Iterator(batches: self) }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let batches: ExampleBatches
        private var index = 0

        fileprivate init(batches: ExampleBatches) { self.batches = batches }

        public mutating func next() async throws(HDF5Error) -> ExampleBatch? {
            guard index < batches.count else { return nil }
            defer { index += 1 }
            return try batches[index]
        }
    }
}

extension ExampleSet {
    /// - Parameters:
    ///   - size: at least 1.
    ///   - order: which examples come when, as often as they stand there; nil is all, as in the file.
    ///   - divisor: as ``examples(_:dividedBy:)`` takes it.
    public func batches(of size: Int, order: [Int]? = nil, dividedBy divisor: Double = 1) -> ExampleBatches {
        precondition(size > 0, "batches of \(size)")
        return ExampleBatches(set: self, size: size, order: order ?? Array(labels.indices), divisor: divisor)
    }
}
