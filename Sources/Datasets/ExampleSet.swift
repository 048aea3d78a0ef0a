public import HDF5
public import NeuralNetwork

/// Examples of one kind, for training or for testing, with their labels.
public struct ExampleSet: Sendable {
    /// What stands before `_x` and `_y`: `train_set`.
    public let name: String
    /// Of one example: `[64, 64, 3]`.
    public let itemShape: [Int]
    /// The class of each example.
    public let labels: [Int]
    /// What the labels are in the file.
    public let labelType: ElementType
    private let examples: Dataset

    public var count: Int { labels.count }

    /// What the examples' numbers are in the file.
    public var elementType: ElementType { examples.elementType }

    /// - Parameter classes: how many there are; nil where the file doesn't tell.
    init(_ name: String, in root: Group, classes: Int?) throws(HDF5Error) {
        let (examples, truths) = (try root.dataset(name + "_x"), try root.dataset(name + "_y"))
        guard examples.shape.count > 1, examples.elementType.isNumeric else {
            throw .mismatch(
                examples.place, expected: "numbers [examples, …]", found: "\(examples.elementType) of shape \(examples.shape)",
                advice: "save the examples behind each other along the first axis")
        }
        // The courses turn the labels over to [1, examples] only once they are read, but some files have them so.
        guard truths.count == examples.shape[0], truths.shape.contains(truths.count) else {
            throw .mismatch(
                truths.place, expected: "a label for each of \(examples.shape[0]) examples", found: "a shape of \(truths.shape)",
                advice: "save as many labels as examples")
        }
        let labels = try truths.read(as: Int64.self)
        let bound = classes ?? .max
        if let wrong = labels.firstIndex(where: { $0 < 0 || $0 >= bound }) {
            throw .mismatch(
                truths.place, expected: classes.map { "labels from 0 to \($0 - 1)" } ?? "labels from 0",
                found: "\(labels[wrong]) for example \(wrong)", advice: "mend the label, or the list of classes")
        }
        (self.name, itemShape, self.examples) = (name, Array(examples.shape.dropFirst()), examples)
        (self.labels, labelType) = (labels.map { Int($0) }, truths.elementType)
    }

    /// Some examples in the order asked for, each as often as it is asked for.
    ///
    /// - Parameter divisor: what elements are divided by, 255 for bytes that are to become 0…1; rounded once, as in NumPy.
    /// - Returns: `[examples] + itemShape`.
    public func examples(_ places: some Collection<Int>, dividedBy divisor: Double = 1) throws(HDF5Error) -> Tensor {
        precondition(places.allSatisfy(labels.indices.contains), "examples \(places) of \(count)")
        let length = itemShape.reduce(1, *)
        var failure: HDF5Error?
        let result = Tensor(shape: [places.count] + itemShape) { elements in
            var start = 0
            for run in Runs(places) {
                let part = UnsafeMutableBufferPointer(rebasing: elements[start..<start + run.count * length])
                do throws(HDF5Error) { try read(run, into: part, dividedBy: divisor) } catch { failure = failure ?? error }
                start += run.count * length
            }
        }
        if let failure { throw failure }
        return result
    }

    private func read(
        _ rows: Range<Int>, into elements: UnsafeMutableBufferPointer<Float>, dividedBy divisor: Double
    ) throws(HDF5Error) {
        guard examples.elementType == .uint8 else {
            try examples.readRows(rows, into: elements)
            if divisor != 1 {
                for place in elements.indices { elements[place] = Float(Double(elements[place]) / divisor) }
            }
            return
        }
        // A table for bytes is faster than libhdf5's conversion of each.
        let numbers = (0..<256).map { Float(Double($0) / divisor) }
        let bytes = try examples.readRows(rows, as: UInt8.self)
        for place in elements.indices { elements[place] = numbers[Int(bytes[place])] }
    }
}

/// Neighbouring numbers as ranges, so that neighbours are read at once.
private struct Runs: Sequence, IteratorProtocol {
    private var places: [Int]
    private var position = 0

    init(_ places: some Collection<Int>) { self.places = Array(places) }

    mutating func next() -> Range<Int>? {
        guard position < places.count else { return nil }
        let first = places[position]
        var end = first
        while position < places.count, places[position] == end { (position, end) = (position + 1, end + 1) }
        return first..<end
    }
}
