import HDF5
import NeuralNetwork

/// A large weight that stays in its file until it is packed, or written to another file.
struct StoredElements: ElementSource {
    let dataset: Dataset

    func read(_ range: Range<Int>, into elements: UnsafeMutableBufferPointer<Float>) throws {
        try dataset.readElements(range, into: elements)
    }

    var identity: String? { dataset.identity }
}

extension Tensor {
    /// Below this, bookkeeping would cost more than it saves.
    private static let leastStoredCount = 1 << 14

    /// The numbers of a dataset, read now if they are few, compressed or in chunks, and otherwise whenever they are wanted.
    init(of dataset: Dataset) throws {
        guard !dataset.isContiguous || dataset.count < Self.leastStoredCount else {
            self.init(shape: dataset.shape, from: StoredElements(dataset: dataset))
            return
        }
        self.init(uninitialized: dataset.shape)
        try withMutableElements { elements throws(HDF5Error) in try dataset.read(into: elements) }
    }

    /// Lends all elements for reading, and forgets them after that if they lie in a file.
    func withStoredElements<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
        try loaded().withElements { try body($0) }
    }
}
