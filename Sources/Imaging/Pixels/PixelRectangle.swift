/// A rectangle in an image, in pixels from its top left corner; `right` and `bottom` are the outer edges, so that a whole image of
/// 1280×720 is (0, 0, 1280, 720).
public struct PixelRectangle: Hashable, Sendable, Codable {
    public var left: Double
    public var top: Double
    public var right: Double
    public var bottom: Double

    public init(left: Double, top: Double, right: Double, bottom: Double) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    public var width: Double { right - left }
    public var height: Double { bottom - top }

    var isFinite: Bool { left.isFinite && top.isFinite && right.isFinite && bottom.isFinite }
}
