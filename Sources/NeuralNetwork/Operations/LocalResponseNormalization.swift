import Glibc

/// Each element divided by a power of the squares around it along the last axis.
package struct LocalResponseNormalization: Operation {
    package var radius: Int
    package var bias: Float
    package var alpha: Float
    package var beta: Float

    package var name: String { "local response normalization" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard inputs[0].count >= 2, radius >= 0 else {
            throw ShapeMismatch(
                expected: "a radius of at least 0 and an axis beside the batch", found: "radius \(radius), \(inputs[0].text)")
        }
        return inputs[0]
    }
}

extension LocalResponseNormalization {
    package func lower(into lowering: inout Lowering) throws {
        let channels = lowering.extents.last ?? 1
        let pixels = lowering.extents.dropLast().reduce(1, *)
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(try Layout(rowMajor: lowering.extents))
        let (radius, bias, alpha, beta) = (radius, bias, alpha, beta)
        let kernel = Kernel(name: "framerill:lrn") { memory in
            for pixel in 0..<pixels {
                let x = memory[0] + pixel * channels
                for channel in 0..<channels {
                    var sum: Float = 0
                    for other in max(channel - radius, 0)...min(channel + radius, channels - 1) { sum += x[other] * x[other] }
                    memory[1][pixel * channels + channel] = x[channel] / Glibc.powf(bias + alpha * sum, beta)
                }
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}

extension Graph {
    /// `x / (bias + alpha · Σ x²)^beta`, the sum over the channel and `radius` on both sides of it (`tf.nn.lrn`).
    public mutating func localResponseNormalization(
        _ x: Value, radius: Int = 5, bias: Float = 1, alpha: Float = 1, beta: Float = 0.5
    ) throws(GraphError) -> Value {
        try add(LocalResponseNormalization(radius: radius, bias: bias, alpha: alpha, beta: beta), [x])
    }
}
