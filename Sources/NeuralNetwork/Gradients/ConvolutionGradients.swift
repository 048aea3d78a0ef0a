/// The gradient of a convolution with respect to its image or volume: what each place of the result sends back through its window.
package struct ConvolutionDataGradient: Operation {
    /// Without bias and followups.
    var convolution: any SlidingConvolution
    package var image: [Int]

    package var name: String { "convolution data gradient" }

    /// Inputs: the gradient of the result, and the kernel.
    package func shape(of inputs: [Shape]) -> Shape { image }

    package func arithmetic(of inputs: [[Int]], into result: [Int]) -> Int {
        convolution.arithmetic(of: [image, inputs[1]], into: inputs[0])
    }

    package func lower(into lowering: inout Lowering) throws {
        let inputs = lowering.node.inputs
        let plain = try convolution.shapes(of: image, into: lowering.extents(inputs[0]))
        let border = ConvolutionBorder(dividingStridesOf: plain)
        let shapes = border?.shapes ?? plain
        let description = try PrimitiveDescription.convolutionDataGradient(
            source: Layout(open: shapes.source), weights: Layout(open: shapes.kernelView.dimensions),
            destination: Layout(open: shapes.destination), geometry: shapes.geometry)
        let gradient = try lowering.operand(inputs[0], as: description.destinationGradient)
        let kernel = try lowering.operand(inputs[1], viewedAs: shapes.kernelView, as: description.weights)
        let result = lowering.destination(description.sourceGradient)
        try lowering.emit(description, [(.destinationGradient, gradient), (.weights, kernel), (.sourceGradient, result)])
        lowering.place(try border.map { try lowering.region(of: result, from: $0.before, dimensions: plain.source) } ?? result)
    }
}

/// The gradient of a convolution with respect to its kernel; that with respect to the bias is its part 1.
package struct ConvolutionWeightsGradient: Operation {
    /// Without followups.
    var convolution: any SlidingConvolution
    package var kernel: [Int]

    package var name: String { "convolution weights gradient" }

    /// Inputs: the image, and the gradient of the result.
    package func shape(of inputs: [Shape]) -> Shape { kernel }

    package func arithmetic(of inputs: [[Int]], into result: [Int]) -> Int {
        convolution.arithmetic(of: [inputs[0], kernel], into: inputs[1])
    }

    package func lower(into lowering: inout Lowering) throws {
        let inputs = lowering.node.inputs
        let plain = try convolution.shapes(of: lowering.extents(inputs[0]), into: lowering.extents(inputs[1]))
        let border = ConvolutionBorder(dividingStridesOf: plain) ?? ConvolutionBorder(ofKernelBeyondImage: plain)
        let shapes = border?.shapes ?? plain
        let description = try PrimitiveDescription.convolutionWeightsGradient(
            source: Layout(open: shapes.source), weights: Layout(open: shapes.kernelView.dimensions), bias: shapes.bias,
            destination: Layout(open: shapes.destination), geometry: shapes.geometry)
        let result = lowering.destination(description.weightsGradient)
        var arguments: [(argument: Argument, operand: Operand)] = [
            (.source, try lowering.operand(inputs[0], within: border, as: description.source)),
            (.destinationGradient, try lowering.operand(inputs[1], as: description.destinationGradient)),
            (.weightsGradient, result),
        ]
        if let bias = shapes.bias {
            let sum = lowering.destination(bias)
            arguments.append((.biasGradient, sum))
            lowering.place(sum, asPart: 1)
        }
        try lowering.emit(description, arguments)
        let gradient = try lowering.copy(result, to: shapes.kernelView)
        lowering.place(Operand(buffer: gradient.buffer, layout: try Layout(rowMajor: kernel)))
    }
}

/// A convolution whose gradients are those of oneDNN's primitive.
protocol SlidingConvolution: Differentiable {
    var hasBias: Bool { get set }

    /// What is known once the extents are: those of the image or volume, and those of the result.
    func shapes(of source: [Int], into result: [Int]) throws -> ConvolutionShapes
}

extension SlidingConvolution {
    fileprivate func convolutionGradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let (image, kernel) = (call.inputs[0], call.inputs[1])
        var plain = self
        plain.hasBias = false
        let data =
            call.isWanted[0]
            ? try graph.add(
                ConvolutionDataGradient(convolution: plain, image: graph.extents(of: image)), [call.gradient, kernel]) : nil
        let wantsBias = hasBias && call.isWanted[2]
        guard call.isWanted[1] else {
            return [data, nil] + (wantsBias ? [try graph.sum(call.gradient, toShapeOf: call.inputs[2])] : [])
        }
        plain.hasBias = wantsBias
        let weights = try graph.add(
            ConvolutionWeightsGradient(convolution: plain, kernel: graph.extents(of: kernel)), [image, call.gradient])
        guard hasBias else { return [data, weights] }
        let bias = wantsBias ? try graph.part(1, of: weights, shape: graph.extents(of: call.inputs[2])) : nil
        return [data, weights, bias]
    }
}

extension Convolution: SlidingConvolution {
    func shapes(of source: [Int], into result: [Int]) throws -> ConvolutionShapes {
        try ConvolutionShapes(self, image: source, result: result)
    }

    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        try convolutionGradients(of: call, in: &graph)
    }
}

extension VolumeConvolution: SlidingConvolution {
    func shapes(of source: [Int], into result: [Int]) throws -> ConvolutionShapes {
        try ConvolutionShapes(self, volume: source, result: result)
    }

    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        try convolutionGradients(of: call, in: &graph)
    }
}
