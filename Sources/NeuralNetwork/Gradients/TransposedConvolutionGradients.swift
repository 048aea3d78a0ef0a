extension TransposedConvolution: Differentiable {
    /// The transpose goes back as the convolution that it is the transpose of.
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let image = graph.extents(of: call.inputs[0])
        let cuts = [cut(length: image[1], vertical, isVertical: true), cut(length: image[2], horizontal, isVertical: false)]
        let padding = Padding.explicit(
            top: max(cuts[0].before, 0), bottom: max(cuts[0].after, 0), left: max(cuts[1].before, 0),
            right: max(cuts[1].after, 0))
        let convolution = Convolution(
            vertical: vertical, horizontal: horizontal, padding: padding, groups: 1, hasBias: false)
        let gradient = try graph.withoutExtension(call.gradient, cuts: cuts)
        return try graph.transposedGradients(of: call, gradient, convolution, hasBias: hasBias)
    }
}

extension TransposedVolumeConvolution: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let volume = graph.extents(of: call.inputs[0])
        let cuts = (0..<3).map { cut(volume[$0 + 1], $0) }
        var gradient = try graph.withoutExtension(call.gradient, cuts: cuts)
        // Windows over volumes know no amounts of padding of their own.
        let border = cuts.map { BorderAmount(before: max($0.before, 0), after: max($0.after, 0)) }
        gradient = try graph.pad(gradient, amounts: [.init()] + border + [.init()])
        var window = window
        window.padding = .valid
        let convolution = VolumeConvolution(window: window, groups: 1, hasBias: false)
        return try graph.transposedGradients(of: call, gradient, convolution, hasBias: hasBias)
    }
}

extension Graph {
    /// Cuts off what only the bias reached: where the cuts of the full result are negative.
    fileprivate mutating func withoutExtension(_ gradient: Value, cuts: [(before: Int, after: Int)]) throws -> Value {
        let border = cuts.map { BorderAmount(before: max(-$0.before, 0), after: max(-$0.after, 0)) }
        guard border.contains(where: { $0 != BorderAmount() }) else { return gradient }
        return try crop(gradient, amounts: [.init()] + border + [.init()])
    }

    /// - Parameters:
    ///   - gradient: of the result, as far as the kernel reached it.
    ///   - convolution: from the result to what was convolved.
    fileprivate mutating func transposedGradients(
        of call: DifferentiatedCall, _ gradient: Value, _ convolution: some SlidingConvolution, hasBias: Bool
    ) throws -> [Value?] {
        let (x, kernel) = (call.inputs[0], call.inputs[1])
        let data = call.isWanted[0] ? try add(convolution, [gradient, kernel]) : nil
        let weights =
            call.isWanted[1]
            ? try add(ConvolutionWeightsGradient(convolution: convolution, kernel: extents(of: kernel)), [gradient, x]) : nil
        guard hasBias else { return [data, weights] }
        return [data, weights, call.isWanted[2] ? try sum(call.gradient, toShapeOf: call.inputs[2]) : nil]
    }
}
