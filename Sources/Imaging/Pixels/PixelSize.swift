/// The width and height of an image, in pixels.
public struct PixelSize: Hashable, Sendable, Codable, CustomStringConvertible {
    public var width: Int
    public var height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// `1280×720`
    public var description: String { "\(width)×\(height)" }

    /// Width times height. A side may be anything up to 2³¹.
    public var pixelCount: Int { width * height }

    var transposed: PixelSize { PixelSize(width: height, height: width) }
}
