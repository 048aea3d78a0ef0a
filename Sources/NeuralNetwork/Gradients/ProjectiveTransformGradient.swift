extension ProjectiveTransform: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let image = graph.extents(of: call.inputs[0])
        return call.single(
            try graph.add(ProjectiveTransformGradient(sampling: sampling, image: image), [call.gradient, call.inputs[1]]))
    }
}

/// The gradient of images whose pixels went elsewhere: each pixel of the result gives back to those it was made of. (TensorFlow's own
/// gradient goes by the inverse of the transform, and is this one only where pixels fall on pixels.)
package struct ProjectiveTransformGradient: Operation {
    var sampling: ProjectiveSampling
    var image: [Int]

    package var name: String { "projective transform gradient" }

    /// Inputs: the gradient of the result, and the numbers of the projections.
    package func shape(of inputs: [Shape]) -> Shape { image }

    package func lower(into lowering: inout Lowering) throws {
        let inputs = lowering.node.inputs
        let extents = lowering.extents(inputs[0])
        let gradient = try lowering.rowMajor(inputs[0])
        let numbers = try lowering.rowMajor(inputs[1])
        let result = lowering.destination(try Layout(rowMajor: image))
        let (sampling, image) = (sampling, image)
        let (line, channels) = (image[2] * image[3], image[3])
        let kernel = Kernel(name: "framerill:project") { memory in
            memory[2].update(repeating: 0, count: image.reduce(1, *))
            var source = memory[0]
            sampling.visitPixels(of: extents, from: image, by: memory[1]) { origin, taps in
                taps.visit { row, column, weight in
                    let pixel = memory[2] + origin + row * line + column * channels
                    for channel in 0..<channels { pixel[channel] += source[channel] * weight }
                }
                source += channels
            }
        }
        lowering.emit(kernel, [gradient, numbers, result])
        lowering.place(result)
    }
}
