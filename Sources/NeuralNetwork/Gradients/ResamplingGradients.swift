extension Resizing: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let (image, result) = (graph.extents(of: call.inputs[0]), graph.extents(of: call.result))
        let taps = taps(image: image, result: result)
        return [try graph.add(TapsGradient(rows: taps.rows, columns: taps.columns, image: image), [call.gradient])]
    }
}

extension Upsampling: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let (image, result) = (graph.extents(of: call.inputs[0]), graph.extents(of: call.result))
        switch interpolation {
        case .nearest, .bilinear: return [try graph.add(UpsamplingGradient(upsampling: self, image: image), [call.gradient])]
        case .bilinearLegacy, .bilinearAlignedCorners:
            let taps = [1, 2].map { axis in
                self.taps(source: image[axis], result: result[axis]).map { place in
                    ResizingTaps(taps: [
                        .init(index: place.low, weight: 1 - place.weight), .init(index: place.high, weight: place.weight),
                    ])
                }
            }
            return [try graph.add(TapsGradient(rows: taps[0], columns: taps[1], image: image), [call.gradient])]
        }
    }
}

/// The gradient of an image whose pixels were made of others: each gives back to those it is made of.
package struct TapsGradient: Operation {
    var rows: [ResizingTaps]
    var columns: [ResizingTaps]
    var image: [Int]

    package var name: String { "resizing gradient" }

    /// Inputs: the gradient of the result.
    package func shape(of inputs: [Shape]) -> Shape { image }

    package func lower(into lowering: inout Lowering) throws {
        let gradient = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(try Layout(rowMajor: image))
        let (rows, columns, image) = (rows, columns, image)
        let (line, channels) = (image[2] * image[3], image[3])
        let kernel = Kernel(name: "framerill:resize") { memory in
            memory[1].update(repeating: 0, count: image.reduce(1, *))
            var source = memory[0]
            for item in 0..<image[0] {
                let origin = memory[1] + item * image[1] * line
                for row in rows {
                    for column in columns {
                        for vertical in row.taps {
                            for horizontal in column.taps {
                                let pixel = origin + vertical.index * line + horizontal.index * channels
                                let weight = vertical.weight * horizontal.weight
                                for channel in 0..<channels { pixel[channel] += source[channel] * weight }
                            }
                        }
                        source += channels
                    }
                }
            }
        }
        lowering.emit(kernel, [gradient, result])
        lowering.place(result)
    }
}

/// The gradient of an enlarged image.
package struct UpsamplingGradient: Operation {
    package var upsampling: Upsampling
    package var image: [Int]

    package var name: String { "upsampling gradient" }

    package func shape(of inputs: [Shape]) -> Shape { image }

    package func lower(into lowering: inout Lowering) throws {
        let gradient = try lowering.operand(lowering.input)
        let source = try gradient.layout.alike(dimensions: Layout.engineOrder(image))
        let description = try PrimitiveDescription.resamplingGradient(
            isLinear: upsampling.interpolation == .bilinear, factors: upsampling.factors, source: source,
            destination: gradient.layout)
        let result = lowering.destination(description.sourceGradient)
        try lowering.emit(description, [(.destinationGradient, gradient), (.sourceGradient, result)])
        lowering.place(result)
    }
}
