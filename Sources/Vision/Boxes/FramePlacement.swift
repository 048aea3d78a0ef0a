public import Imaging

/// How a frame was put into the network's input, so that boxes find their way back.
public enum FramePlacement: Sendable, Hashable {
    /// Resized to fill the input, whatever its shape.
    case resized(frame: PixelSize)
    /// Resized in its own shape, with margins.
    case letterboxed(Letterbox)

    /// The size of the frame.
    public var frame: PixelSize {
        switch self {
        case .resized(let frame): frame
        case .letterboxed(let letterbox): letterbox.source
        }
    }

    /// A box in fractions of the network's input, in the frame's pixels: not rounded, clipped to the frame.
    public func frameRectangle(of box: Box) -> PixelRectangle {
        let inFrame: Box
        switch self {
        case .resized(let frame):
            inFrame = box.scaled(to: frame)
        case .letterboxed(let letterbox):
            inFrame = Box(letterbox.toSource(PixelRectangle(box.scaled(to: letterbox.target))))
        }
        return PixelRectangle(inFrame.clipped(to: Box(left: 0, top: 0, right: 1, bottom: 1).scaled(to: frame)))
    }
}

extension PixelRectangle {
    /// Whole pixels as the assignment draws them: each edge to the nearest (halves up), clipped to the frame.
    public func snapped(in frame: PixelSize) -> PixelRectangle {
        func snap(_ edge: Double, _ limit: Int) -> Double { min(max((edge + 0.5).rounded(.down), 0), Double(limit)) }
        return PixelRectangle(
            left: snap(left, frame.width), top: snap(top, frame.height), right: snap(right, frame.width),
            bottom: snap(bottom, frame.height))
    }
}

extension PixelRectangle {
    init(_ box: Box) { self.init(left: box.left, top: box.top, right: box.right, bottom: box.bottom) }
}

extension Box {
    /// The same edges without their unit, for comparing rectangles with `overlap(with:)`.
    public init(_ rectangle: PixelRectangle) {
        self.init(left: rectangle.left, top: rectangle.top, right: rectangle.right, bottom: rectangle.bottom)
    }

    /// From fractions of `size` to its pixels.
    fileprivate func scaled(to size: PixelSize) -> Box {
        Box(
            left: left * Double(size.width), top: top * Double(size.height), right: right * Double(size.width),
            bottom: bottom * Double(size.height))
    }
}
