/// A dense array of float32 in row-major order (the last dimension is contiguous), a value with copy on write.
///
/// Images are `[batch, height, width, channels]` unless a function says otherwise. The memory is aligned to 64 bytes, so
/// that the engine reads and writes it in place.
public struct Tensor: Sendable {
    public let shape: [Int]
    private var storage: TensorStorage

    /// The number of elements.
    public var count: Int { storage.elements.count }

    /// A tensor of zeros.
    public init(shape: [Int]) {
        self.init(shape: shape, storage: TensorStorage(count: shape.reduce(1, *)))
    }

    /// A tensor whose elements are written by `body`; what it leaves untouched is zero.
    public init(shape: [Int], initializingWith body: (UnsafeMutableBufferPointer<Float>) throws -> Void) rethrows {
        self.shape = shape
        storage = TensorStorage(count: shape.reduce(1, *))
        try body(storage.elements)
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

    private init(shape: [Int], storage: TensorStorage) {
        self.shape = shape
        self.storage = storage
    }

    /// The same elements under another shape of the same count; nothing is copied.
    public func reshaped(to shape: [Int]) -> Tensor {
        precondition(shape.reduce(1, *) == count, "\(self.shape) can't be reshaped to \(shape)")
        return Tensor(shape: shape, storage: storage)
    }

    /// All elements in row-major order.
    public var values: [Float] { withElements { Array($0) } }

    /// Lends all elements in row-major order for reading.
    public func withElements<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withExtendedLifetime(storage) { () throws(Failure) in try body(UnsafeBufferPointer(storage.elements)) }
    }

    /// Lends all elements in row-major order for writing; copies them first if another tensor has the same.
    public mutating func withMutableElements<Result, Failure: Error>(
        _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if !isKnownUniquelyReferenced(&storage) { storage = TensorStorage(copying: storage) }
        return try withExtendedLifetime(storage) { () throws(Failure) in try body(storage.elements) }
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
private final class TensorStorage: @unchecked Sendable {
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

    convenience init(copying other: TensorStorage) {
        self.init(uninitialized: other.elements.count)
        _ = elements.update(fromContentsOf: other.elements)
    }

    deinit { UnsafeMutableRawPointer(elements.baseAddress!).deallocate() }
}
