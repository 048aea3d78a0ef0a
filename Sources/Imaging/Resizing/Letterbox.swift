/// Where an image lies inside a larger canvas that keeps its shape, and how places are carried between the two.
public struct Letterbox: Hashable, Sendable {
    /// The size of the original image.
    public let source: PixelSize
    /// The size of the canvas.
    public let target: PixelSize
    /// The size of the image inside the canvas.
    public let inner: PixelSize
    /// The columns of the canvas left of the image.
    public let left: Int
    /// The rows of the canvas above the image.
    public let top: Int

    /// The largest size of the source's shape that fits, in the middle; an odd rest goes to the right and below. All sides are at
    /// least 1.
    public init(fitting source: PixelSize, into target: PixelSize) {
        precondition(source.width >= 1 && source.height >= 1, "an image of \(source) can't be letterboxed")
        precondition(target.width >= 1 && target.height >= 1, "an image can't be letterboxed into \(target)")
        self.source = source
        self.target = target
        let scale = min(
            Double(target.width) / Double(source.width), Double(target.height) / Double(source.height))
        func scaled(_ side: Int, atMost limit: Int) -> Int { min(max(Int((Double(side) * scale).rounded()), 1), limit) }
        inner = PixelSize(
            width: scaled(source.width, atMost: target.width), height: scaled(source.height, atMost: target.height))
        left = (target.width - inner.width) / 2
        top = (target.height - inner.height) / 2
    }

    /// Canvas columns for one column of the source.
    public var horizontalScale: Double { Double(inner.width) / Double(source.width) }
    /// Canvas rows for one row of the source.
    public var verticalScale: Double { Double(inner.height) / Double(source.height) }

    /// Calls `body` for each piece of a row of the canvas on which no image lies.
    func forEachMargin(_ body: (_ y: Int, _ columns: Range<Int>) -> Void) {
        let (right, bottom) = (left + inner.width, top + inner.height)
        for y in 0..<target.height {
            if y < top || y >= bottom {
                body(y, 0..<target.width)
            } else {
                if left > 0 { body(y, 0..<left) }
                if right < target.width { body(y, right..<target.width) }
            }
        }
    }

    /// A rectangle of the source in the canvas.
    public func toTarget(_ rectangle: PixelRectangle) -> PixelRectangle {
        PixelRectangle(
            left: rectangle.left * horizontalScale + Double(left), top: rectangle.top * verticalScale + Double(top),
            right: rectangle.right * horizontalScale + Double(left), bottom: rectangle.bottom * verticalScale + Double(top))
    }

    /// A rectangle of the canvas in the source. Not clipped: what lies in the margins comes out beyond the source's edges.
    public func toSource(_ rectangle: PixelRectangle) -> PixelRectangle {
        PixelRectangle(
            left: (rectangle.left - Double(left)) / horizontalScale, top: (rectangle.top - Double(top)) / verticalScale,
            right: (rectangle.right - Double(left)) / horizontalScale,
            bottom: (rectangle.bottom - Double(top)) / verticalScale)
    }
}

extension PixelBuffer {
    /// The image resized without changing its shape, in the middle of a canvas of the given size.
    /// - Parameter fill: the colour of the margins; darknet's grey unless told otherwise.
    public func letterboxed(
        to target: PixelSize, fill: Color = Color(red: 128, green: 128, blue: 128), _ resampling: Resampling
    ) -> (image: PixelBuffer, letterbox: Letterbox) {
        let letterbox = Letterbox(fitting: size, into: target)
        if letterbox.inner == target { return (resized(to: target, resampling), letterbox) }
        let canvas = PixelBuffer(size: target) { canvas in
            letterbox.forEachMargin { y, columns in
                for x in columns {
                    let place = (y * target.width + x) * Self.channels
                    canvas[place] = fill.red
                    canvas[place + 1] = fill.green
                    canvas[place + 2] = fill.blue
                }
            }
            let first = (letterbox.top * target.width + letterbox.left) * Self.channels
            let rows = ImageRows(top: canvas.baseAddress! + first, stride: target.width * Self.channels)
            write(resizedTo: letterbox.inner, resampling, to: rows, .best)
        }
        return (canvas, letterbox)
    }
}
