/// A rectangle by its edges: `left` and `right` grow to the right, `top` and `bottom` downwards.
///
/// The unit is its owner's: fractions of the network's input in a `Detection`, pixels in a frame.
public struct Box: Sendable, Hashable {
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
    public var area: Double { width * height }

    /// Intersection over union in `0...1`, as TensorFlow's non-max suppression computes it: edges are put in order first, and a
    /// box without area overlaps nothing.
    public func overlap(with other: Box) -> Double {
        let mine = ordered
        let its = other.ordered
        guard mine.area > 0, its.area > 0 else { return 0 }
        let width = min(mine.right, its.right) - max(mine.left, its.left)
        let height = min(mine.bottom, its.bottom) - max(mine.top, its.top)
        guard width > 0, height > 0 else { return 0 }
        let shared = width * height
        return shared / (mine.area + its.area - shared)
    }

    /// The part of the box that lies inside `bounds`; without area where it lies outside.
    public func clipped(to bounds: Box) -> Box {
        func clip(_ value: Double, _ low: Double, _ high: Double) -> Double { min(max(value, low), high) }
        return Box(
            left: clip(left, bounds.left, bounds.right), top: clip(top, bounds.top, bounds.bottom),
            right: clip(right, bounds.left, bounds.right), bottom: clip(bottom, bounds.top, bounds.bottom))
    }

    private var ordered: Box {
        Box(left: min(left, right), top: min(top, bottom), right: max(left, right), bottom: max(top, bottom))
    }
}
