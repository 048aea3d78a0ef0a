import Glibc

/// Images brought to a given size.
package struct Resizing: Operation {
    package var height: Int
    package var width: Int
    package var method: ResizingMethod
    package var centres: PixelCentres

    package var name: String { "resizing" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let image = try ImageShape(inputs[0])
        guard height > 0, width > 0 else {
            throw ShapeMismatch(expected: "a size of at least 1 × 1", found: "\(height) × \(width)")
        }
        return [image.batch, height, width, image.channels]
    }
}

public enum ResizingMethod: Sendable, Hashable {
    case nearest, bilinear
    /// Keys' cubic convolution with a = -0.5 in steps of 1/1024, as TensorFlow 2 tabulates it; taps outside the image are left out and
    /// the others weighted up.
    case bicubic
}

/// Which point of the source a pixel of the result is.
public enum PixelCentres: Sendable, Hashable {
    /// `(i + 0.5) · scale − 0.5` (TensorFlow 2).
    case half
    /// `i · scale` (TensorFlow 1).
    case legacy
    /// `i · (source − 1) / (result − 1)`.
    case corners
}

extension Resizing {
    package func lower(into lowering: inout Lowering) throws {
        let (image, extents) = (lowering.extents(lowering.input), lowering.extents)
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(try Layout(rowMajor: extents))
        let rows = taps(source: image[1], result: height)
        let columns = taps(source: image[2], result: width)
        let (line, channels) = (image[2] * image[3], image[3])
        let kernel = Kernel(name: "framerill:resize") { memory in
            var target = memory[1]
            for item in 0..<extents[0] {
                let origin = memory[0] + item * image[1] * line
                for row in rows {
                    for column in columns {
                        for channel in 0..<channels { target[channel] = 0 }
                        for vertical in row {
                            for horizontal in column {
                                let pixel = origin + vertical.index * line + horizontal.index * channels
                                let weight = vertical.weight * horizontal.weight
                                for channel in 0..<channels { target[channel] += pixel[channel] * weight }
                            }
                        }
                        target += channels
                    }
                }
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }

    private struct Tap {
        let index: Int
        let weight: Float
    }

    /// The source's pixels that make each pixel of the result.
    private func taps(source: Int, result: Int) -> [[Tap]] {
        let scale: Float =
            centres == .corners ? (result > 1 ? Float(source - 1) / Float(result - 1) : 0) : Float(source) / Float(result)
        return (0..<result).map { position in
            switch (method, centres) {
            case (.nearest, .half): return [Tap(index: nearest((Float(position) + 0.5) * scale, source), weight: 1)]
            case (.nearest, .legacy): return [Tap(index: nearest(Float(position) * scale, source), weight: 1)]
            case (.nearest, .corners):
                return [Tap(index: nearest((Float(position) * scale).rounded(.toNearestOrAwayFromZero), source), weight: 1)]
            default: break
            }
            let exact = centres == .half ? (Float(position) + 0.5) * scale - 0.5 : Float(position) * scale
            let low = Int(exact.rounded(.down))
            let part = exact - Float(low)
            if method == .bilinear {
                let clamped = [low, low + 1].map { min(max($0, 0), source - 1) }
                return [Tap(index: clamped[0], weight: 1 - part), Tap(index: clamped[1], weight: part)]
            }
            let inside = (low - 1...low + 2).filter { (0..<source).contains($0) }
            let tabulated = Float(low) + (part * 1024).rounded(.toNearestOrEven) / 1024
            let weights = inside.map { Self.cubic(abs(tabulated - Float($0))) }
            let sum = weights.reduce(0, +)
            return zip(inside, weights).map { Tap(index: $0, weight: $1 / sum) }
        }
    }

    private func nearest(_ place: Float, _ source: Int) -> Int { min(Int(place.rounded(.down)), source - 1) }

    private static func cubic(_ x: Float) -> Float {
        if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
        return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
    }
}

extension Graph {
    /// Brings images `[batch, height, width, channels]` to a size, without smoothing where that is smaller.
    public mutating func resize(
        _ x: Value, height: Int, width: Int, method: ResizingMethod = .bilinear, centres: PixelCentres = .half
    ) throws(GraphError) -> Value {
        try add(Resizing(height: height, width: width, method: method, centres: centres), [x])
    }
}
