/// An image in memory: 8-bit red, green, blue, interleaved, row by row from the top, without gaps between rows.
///
/// A value. Copies share their bytes until one of them is changed.
public struct PixelBuffer: Sendable {
    /// Three: red, green, blue.
    public static let channels = 3

    /// The most pixels that decoding makes room for unless it is told otherwise: 2²⁷, or 384 MiB.
    public static let defaultPixelLimit = 1 << 27

    public let size: PixelSize
    private var storage: PixelStorage

    /// An image of one colour. Both sides are at least 1.
    public init(size: PixelSize, filledWith color: Color = .black) {
        self.init(size: size) { pixels in
            for start in stride(from: 0, to: pixels.count, by: Self.channels) {
                pixels[start] = color.red
                pixels[start + 1] = color.green
                pixels[start + 2] = color.blue
            }
        }
    }

    /// An image with the given bytes: `height × width × 3` of them.
    public init(size: PixelSize, pixels: some Collection<UInt8>) {
        precondition(pixels.count == size.pixelCount * Self.channels, "an image of \(size) was given \(pixels.count) bytes")
        self.init(size: size) { _ = $0.update(fromContentsOf: pixels) }
    }

    /// An image whose every byte `fill` sets. Both sides are at least 1.
    public init<Failure: Error>(
        size: PixelSize, fill: (UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(size.width >= 1 && size.height >= 1, "an image of \(size) has no pixels")
        self.size = size
        storage = PixelStorage(count: size.pixelCount * Self.channels)
        try fill(storage.bytes)
    }

    /// The bytes, `height × width × 3`, valid inside `body` only.
    public func withPixels<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(storage) {} }
        return try body(UnsafeBufferPointer(storage.bytes))
    }

    /// The bytes to change in place, valid inside `body` only. They are copied first if another value shares them.
    public mutating func withMutablePixels<Result, Failure: Error>(
        _ body: (UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
        defer { withExtendedLifetime(storage) {} }
        return try body(storage.bytes)
    }

    /// The colour of one pixel. Convenient, not fast: loops over many pixels belong in ``withPixels(_:)``.
    public subscript(x: Int, y: Int) -> Color {
        get {
            let start = offset(x, y)
            return withPixels { Color(red: $0[start], green: $0[start + 1], blue: $0[start + 2]) }
        }
        set {
            let start = offset(x, y)
            withMutablePixels {
                $0[start] = newValue.red
                $0[start + 1] = newValue.green
                $0[start + 2] = newValue.blue
            }
        }
    }

    private func offset(_ x: Int, _ y: Int) -> Int {
        precondition(x >= 0 && x < size.width && y >= 0 && y < size.height, "pixel (\(x), \(y)) lies outside of \(size)")
        return (y * size.width + x) * Self.channels
    }
}

extension PixelBuffer: Equatable {
    public static func == (left: PixelBuffer, right: PixelBuffer) -> Bool {
        left.size == right.size
            && (left.storage === right.storage || left.withPixels { a in right.withPixels { b in a.elementsEqual(b) } })
    }
}
