extension LocalConvolution: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        try [LocalConvolutionGradient.Side.image, .kernels].enumerated().map { index, side in
            guard call.isWanted[index] else { return nil }
            let operation = LocalConvolutionGradient(
                convolution: self, side: side, image: graph.extents(of: call.inputs[0]),
                kernels: graph.extents(of: call.inputs[1]))
            return try graph.add(operation, [call.gradient, call.inputs[1 - index]])
        }
    }
}

/// The gradient of a local convolution with respect to its image or its kernels.
package struct LocalConvolutionGradient: Operation {
    package enum Side: Sendable, Hashable { case image, kernels }

    package var convolution: LocalConvolution
    package var side: Side
    package var image: [Int]
    package var kernels: [Int]

    package var name: String { "local convolution gradient" }

    /// Inputs: the gradient of the result, and the operand of the other side.
    package func shape(of inputs: [Shape]) -> Shape { side == .image ? image : kernels }

    package func arithmetic(of inputs: [[Int]], into result: [Int]) -> Int { 2 * inputs[0].reduce(1, *) * kernels[1] }

    package func lower(into lowering: inout Lowering) throws {
        let operands = try lowering.node.inputs.map { try lowering.rowMajor($0) }
        let result = lowering.destination(try Layout(rowMajor: lowering.extents))
        let count = lowering.extents.reduce(1, *)
        let (channels, filters, depth) = (image[3], kernels[2], kernels[1])
        let taps = convolution.taps(image: image, result: lowering.extents(lowering.input))
        let (items, pixels, isImage) = (image[0], image[1] * image[2], side == .image)
        let kernel = Kernel(name: "framerill:local convolution") { memory in
            memory[2].update(repeating: 0, count: count)
            var gradient = memory[0]
            for item in 0..<items {
                for (place, taps) in taps.enumerated() {
                    for (tap, pixel) in taps {
                        let pixel = (item * pixels + pixel) * channels
                        let weights = (place * depth + tap * channels) * filters
                        for channel in 0..<channels {
                            let line = weights + channel * filters
                            if isImage {
                                var sum: Float = 0
                                for filter in 0..<filters { sum += gradient[filter] * memory[1][line + filter] }
                                memory[2][pixel + channel] += sum
                            } else {
                                let factor = memory[1][pixel + channel]
                                for filter in 0..<filters { memory[2][line + filter] += factor * gradient[filter] }
                            }
                        }
                    }
                    gradient += filters
                }
            }
        }
        lowering.emit(kernel, operands + [result])
        lowering.place(result)
    }
}
