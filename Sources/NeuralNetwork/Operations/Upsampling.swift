/// Images enlarged by whole factors.
package struct Upsampling: Fusable, NumberPassing {
    package var factors: [Int]
    package var interpolation: Interpolation
    package var followups: [Followup] = []

    var passesNumbersOn: Bool { interpolation == .nearest && followups.isEmpty }

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

extension Upsampling {
    package func lower(into lowering: inout Lowering) throws {
        switch interpolation {
        case .nearest, .bilinear: try lowerToResampling(into: &lowering)
        case .bilinearLegacy, .bilinearAlignedCorners: try lowerToKernel(into: &lowering)
        }
    }

    private func lowerToResampling(into lowering: inout Lowering) throws {
        let source = interpolation == .nearest ? try lowering.passedOperand(lowering.input) : try lowering.operand(lowering.input)
        let destination = try Layout(open: Layout.engineOrder(lowering.extents), of: source.format.elementType)
        let choice = try lowering.describe(followups) {
            try .resampling(
                isLinear: interpolation == .bilinear, factors: factors, source: source.layout, destination: destination,
                Attributes($0))
        }
        var result = lowering.destination(choice.description.destination)
        result.format = source.format
        try lowering.emit(choice.description, [(.source, source), (.destination, result)])
        try lowering.place(result, after: followups.dropFirst(choice.accepted))
    }

    /// oneDNN has only half-pixel centres.
    private func lowerToKernel(into lowering: inout Lowering) throws {
        let (image, extents) = (lowering.extents(lowering.input), lowering.extents)
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(try Layout(rowMajor: extents))
        let rows = taps(source: image[1], result: extents[1])
        let columns = taps(source: image[2], result: extents[2])
        let (width, channels) = (image[2], image[3])
        let kernel = Kernel(name: "framerill:bilinear") { memory in
            var target = memory[1]
            for item in 0..<extents[0] {
                let origin = memory[0] + item * image[1] * width * channels
                for row in rows {
                    let (upper, lower) = (origin + row.low * width * channels, origin + row.high * width * channels)
                    for column in columns {
                        let (left, right) = (column.low * channels, column.high * channels)
                        for channel in 0..<channels {
                            let above = upper[left + channel] + (upper[right + channel] - upper[left + channel]) * column.weight
                            let below = lower[left + channel] + (lower[right + channel] - lower[left + channel]) * column.weight
                            target[channel] = above + (below - above) * row.weight
                        }
                        target += channels
                    }
                }
            }
        }
        lowering.emit(kernel, [source, result])
        try lowering.place(result, after: followups)
    }

    /// For each position of the result, the two it lies between and how far it is from the first.
    func taps(source: Int, result: Int) -> [(low: Int, high: Int, weight: Float)] {
        let scale: Float =
            switch interpolation {
            case .bilinearAlignedCorners: result > 1 ? Float(source - 1) / Float(result - 1) : 0
            case .nearest, .bilinear, .bilinearLegacy: Float(source) / Float(result)
            }
        return (0..<result).map { position in
            let exact = Float(position) * scale
            let low = min(Int(exact), source - 1)
            return (low, min(low + 1, source - 1), exact - Float(low))
        }
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
