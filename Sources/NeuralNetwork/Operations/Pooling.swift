/// The maximum or the mean of a window that slides over an image.
package struct Pooling: Operation {
    package var kind: PoolingKind
    package var vertical: SlidingWindow
    package var horizontal: SlidingWindow
    package var padding: Padding

    package var name: String { kind == .maximum ? "max pooling" : "average pooling" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        var image = try ImageShape(inputs[0])
        try vertical.check("window")
        try horizontal.check("window")
        if case .explicit(let top, let bottom, let left, let right) = padding,
            max(top, bottom) >= vertical.extent || max(left, right) >= horizontal.extent
        {
            throw ShapeMismatch(expected: "padding smaller than the window, so that no window is empty", found: "\(padding)")
        }
        image.height = try vertical.positions(padding, vertical: true, length: image.height)
        image.width = try horizontal.positions(padding, vertical: false, length: image.width)
        return image.shape
    }
}

/// What a pooling window, or a reduction of an image, keeps.
public enum PoolingKind: Sendable, Hashable { case maximum, average }

extension Graph {
    /// The maximum or the mean of each window. Padding never counts: a mean divides by the pixels inside the image.
    ///
    /// - Parameter strides: `nil` is `size`.
    /// - Returns: `[batch, rows, columns, channels]`.
    public mutating func pooling(
        _ x: Value, _ kind: PoolingKind, size: (Int, Int), strides: (Int, Int)? = nil, padding: Padding = .valid
    ) throws(GraphError) -> Value {
        let strides = strides ?? size
        let operation = Pooling(
            kind: kind, vertical: SlidingWindow(extent: size.0, stride: strides.0),
            horizontal: SlidingWindow(extent: size.1, stride: strides.1), padding: padding)
        return try add(operation, [x])
    }

    /// The maximum or the mean over height and width of `[batch, height, width, channels]`.
    ///
    /// - Returns: `[batch, channels]`, or `[batch, 1, 1, channels]` where dimensions are kept.
    public mutating func globalPooling(
        _ x: Value, _ kind: PoolingKind, keepDimensions: Bool = false
    ) throws(GraphError) -> Value {
        try reduction(x, kind == .maximum ? .maximum : .mean, axes: [1, 2], keepDimensions: keepDimensions)
    }
}
