/// A dense array of float32 in row-major order (the last dimension is contiguous), a value with copy on write.
///
/// Images are `[batch, height, width, channels]` unless a function says otherwise. The memory is aligned to 64 bytes, so
/// that the engine reads and writes it in place.
///
/// The elements of a large weight may still lie in the model's file: see `ElementSource`.
public struct Tensor: Sendable {
    public let shape: [Int]
    /// The number of elements.
    public let count: Int
    private var content: Content
    /// What is known of a weight besides; nil for all else, and once elements are written.
    package private(set) var notes: WeightNotes?

    private enum Content {
        case memory(TensorStorage)
        case source(any ElementSource)
    }

    /// A tensor of zeros.
    public init(shape: [Int]) {
        self.init(shape: shape, storage: TensorStorage(count: shape.reduce(1, *)))
    }

    /// A tensor whose elements are written by `body`; what it leaves untouched is zero.
    public init(shape: [Int], initializingWith body: (UnsafeMutableBufferPointer<Float>) throws -> Void) rethrows {
        let storage = TensorStorage(count: shape.reduce(1, *))
        try body(storage.elements)
        self.init(shape: shape, storage: storage)
    }

    /// `values` in row-major order; their number must be the product of `shape`.
    public init(shape: [Int], values: [Float]) {
        precondition(values.count == shape.reduce(1, *), "\(values.count) values do not fill the shape \(shape)")
        self.init(shape: shape) { _ = $0.update(fromContentsOf: values) }
    }

    /// A tensor whose elements are whatever lay there; every one must be written before it is read.
    package init(uninitialized shape: [Int]) {
        self.init(shape: shape, storage: TensorStorage(uninitialized: shape.reduce(1, *)))
    }

    /// A tensor whose elements are read from `source` whenever they are asked for.
    package init(shape: [Int], from source: any ElementSource) {
        self.init(shape: shape, content: .source(source))
    }

    init(shape: [Int], storage: TensorStorage) {
        self.init(shape: shape, content: .memory(storage))
    }

    private init(shape: [Int], content: Content) {
        self.shape = shape
        count = shape.reduce(1, *)
        self.content = content
    }

    /// The same elements under another shape of the same count; nothing is copied.
    public func reshaped(to shape: [Int]) -> Tensor {
        precondition(shape.reduce(1, *) == count, "\(self.shape) can't be reshaped to \(shape)")
        return Tensor(shape: shape, content: content).noted(notes)
    }

    /// The same tensor with other notes.
    package func noted(_ notes: WeightNotes?) -> Tensor {
        var noted = self
        noted.notes = notes
        return noted
    }

    /// All elements in row-major order.
    public var values: [Float] { withElements { Array($0) } }

    /// Lends all elements in row-major order for reading.
    ///
    /// Where they lie in a file, who can throw loads them first: a file that can't be read any more ends the program here.
    public func withElements<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let storage = memory
        return try withExtendedLifetime(storage) { () throws(Failure) in try body(UnsafeBufferPointer(storage.elements)) }
    }

    /// Lends all elements in row-major order for writing; copies them first if another tensor has the same.
    public mutating func withMutableElements<Result, Failure: Error>(
        _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        notes = nil
        var storage = memory
        // Or else this tensor itself would be another that has them.
        content = .memory(Self.empty)
        if !isKnownUniquelyReferenced(&storage) { storage = TensorStorage(copying: storage) }
        content = .memory(storage)
        return try withExtendedLifetime(storage) { () throws(Failure) in try body(storage.elements) }
    }

    /// The elements' memory, for who made the tensor and has shown it to nobody yet: who else has it may only keep it for later.
    var ownMemory: UnsafeMutableRawPointer {
        guard case .memory(let storage) = content else {
            preconditionFailure("a tensor that lies in a file has no memory to write to")
        }
        return UnsafeMutableRawPointer(storage.elements.baseAddress!)
    }

    private static let empty = TensorStorage(count: 0)

    private var memory: TensorStorage {
        switch content {
        case .memory(let storage): return storage
        case .source(let source):
            do {
                return try TensorStorage(reading: source, count: count)
            } catch {
                preconditionFailure("the elements of a tensor of shape \(shape) can't be read any more: \(error)")
            }
        }
    }
}

extension Tensor {
    /// Whether the elements are in memory already.
    package var isLoaded: Bool { source == nil }

    /// Where the elements are read from, if they aren't in memory.
    package var source: (any ElementSource)? {
        if case .source(let source) = content { source } else { nil }
    }

    /// The same tensor with its elements in memory.
    package func loaded() throws -> Tensor {
        guard let source else { return self }
        return Tensor(shape: shape, storage: try TensorStorage(reading: source, count: count)).noted(notes)
    }

    /// Writes some of the elements, in row-major order, to memory for just as many.
    package func read(_ range: Range<Int>, into elements: UnsafeMutableBufferPointer<Float>) throws {
        precondition(range.count == elements.count, "memory for \(elements.count) elements, \(range.count) were asked for")
        switch content {
        case .memory(let storage): _ = elements.update(fromContentsOf: storage.elements[range])
        case .source(let source): try source.read(range, into: elements)
        }
    }
}

extension Tensor: Equatable {
    /// Equal shapes and equal elements, bit patterns of NaN aside.
    public static func == (left: Tensor, right: Tensor) -> Bool {
        left.shape == right.shape
            && left.withElements { left in right.withElements { right in left.elementsEqual(right) } }
    }
}

/// The memory of tensors. Unchecked, for it is written only while one tensor alone refers to it.
final class TensorStorage: @unchecked Sendable {
    let elements: UnsafeMutableBufferPointer<Float>

    init(uninitialized count: Int) {
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 1) * MemoryLayout<Float>.stride, alignment: 64)
        let start = bytes.baseAddress!.bindMemory(to: Float.self, capacity: count)
        elements = UnsafeMutableBufferPointer(start: start, count: count)
    }

    convenience init(count: Int) {
        self.init(uninitialized: count)
        elements.initialize(repeating: 0)
    }

    convenience init(reading source: any ElementSource, count: Int) throws {
        self.init(uninitialized: count)
        try source.read(0..<count, into: elements)
    }

    convenience init(copying other: TensorStorage) {
        self.init(uninitialized: other.elements.count)
        _ = elements.update(fromContentsOf: other.elements)
    }

    deinit { UnsafeMutableRawPointer(elements.baseAddress!).deallocate() }
}
