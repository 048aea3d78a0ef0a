/// Images enlarged by whole factors.
package struct Upsampling: Operation {
    package var factors: [Int]
    package var interpolation: Interpolation

    package var name: String { "upsampling" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        var image = try ImageShape(inputs[0])
        guard factors.allSatisfy({ $0 > 0 }) else {
            throw ShapeMismatch(expected: "factors of at least 1", found: "\(factors)")
        }
        image.height = image.height.map { $0 * factors[0] }
        image.width = image.width.map { $0 * factors[1] }
        return image.shape
    }
}

/// How pixels between pixels are made.
public enum Interpolation: Sendable, Hashable {
    /// Each pixel repeated.
    case nearest
    /// Pixel centres at half positions (TensorFlow 2).
    case bilinear
    /// Pixel `i` of the result at `i / factor` (TensorFlow 1's `resize_bilinear` without aligned corners).
    case bilinearLegacy
    /// The corner pixels' centres on each other.
    case bilinearAlignedCorners
}

extension Graph {
    /// Enlarges images `[batch, height, width, channels]` by whole factors (vertical, horizontal).
    public mutating func upsample(
        _ x: Value, size: (Int, Int), interpolation: Interpolation = .nearest
    ) throws(GraphError) -> Value {
        try add(Upsampling(factors: [size.0, size.1], interpolation: interpolation), [x])
    }
}
