/// Images whose pixels are taken from elsewhere in them, each image in its own way: turned, moved, enlarged, mirrored, cut out, ….
///
/// Source: TensorFlow's `ImageProjectiveTransformV3`.
package struct ProjectiveTransform: Operation {
    package var sampling: ProjectiveSampling
    /// Of the result.
    package var height: Int
    package var width: Int

    package var name: String { "projective transform" }

    /// Inputs: the images `(batch, height, width, channels)`, and for each the numbers `(batch, 8)` of ``PixelProjection``.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let image = try ImageShape(inputs[0])
        guard inputs[1].count == 2, inputs[1][1] == 8 else {
            throw ShapeMismatch(expected: "8 numbers for each image", found: inputs[1].text)
        }
        guard height > 0, width > 0 else {
            throw ShapeMismatch(expected: "a size of at least 1 × 1", found: "\(height) × \(width)")
        }
        return [image.batch, height, width, image.channels]
    }
}

extension ProjectiveTransform {
    package func lower(into lowering: inout Lowering) throws {
        let (images, projections) = (lowering.node.inputs[0], lowering.node.inputs[1])
        let (image, extents) = (lowering.extents(images), lowering.extents)
        let source = try lowering.rowMajor(images)
        let numbers = try lowering.rowMajor(projections)
        let result = lowering.destination(try Layout(rowMajor: extents))
        let sampling = sampling
        let (line, channels) = (image[2] * image[3], image[3])
        let kernel = Kernel(name: "framerill:project") { memory in
            var target = memory[2]
            sampling.visitPixels(of: extents, from: image, by: memory[1]) { origin, taps in
                for channel in 0..<channels { target[channel] = taps.filled }
                taps.visit { row, column, weight in
                    let pixel = memory[0] + origin + row * line + column * channels
                    for channel in 0..<channels { target[channel] += pixel[channel] * weight }
                }
                target += channels
            }
        }
        lowering.emit(kernel, [source, numbers, result])
        lowering.place(result)
    }
}

extension Graph {
    /// Images of the given size, each pixel `(x, y)` of which is what the image has at
    /// `((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) / k)` with `k = c0 x + c1 y + 1`.
    ///
    /// The gradient goes to the images alone.
    ///
    /// - Parameter projections: for each image `a0, a1, a2, b0, b1, b2, c0, c1`: `(batch, 8)`.
    package mutating func projectiveTransform(
        _ images: Value, by projections: Value, _ sampling: ProjectiveSampling, height: Int, width: Int
    ) throws(GraphError) -> Value {
        try add(ProjectiveTransform(sampling: sampling, height: height, width: width), [images, projections])
    }
}
