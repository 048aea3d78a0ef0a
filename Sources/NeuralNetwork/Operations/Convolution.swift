/// Two-dimensional cross-correlation, in groups of channels.
package struct Convolution: Operation {
    package var vertical: SlidingWindow
    package var horizontal: SlidingWindow
    package var padding: Padding
    package var groups: Int

    package var name: String { groups > 1 ? "grouped convolution" : "convolution" }

    /// Inputs: image, kernel `[height, width, channels / groups, filters]`, and, if there is one, bias `[filters]`.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        var image = try ImageShape(inputs[0])
        let filters = try Self.checkedKernel(inputs[1], channels: image.channels, groups: groups)
        try vertical.check("kernel")
        try horizontal.check("kernel")
        if inputs.count > 2, inputs[2] != [filters] {
            throw ShapeMismatch(expected: "a bias of shape [\(filters)]", found: inputs[2].text)
        }
        image.height = try vertical.positions(padding, vertical: true, length: image.height)
        image.width = try horizontal.positions(padding, vertical: false, length: image.width)
        image.channels = filters
        return image.shape
    }

    private static func checkedKernel(_ kernel: Shape, channels: Int, groups: Int) throws(ShapeMismatch) -> Int {
        guard groups > 0, channels % groups == 0 else {
            throw ShapeMismatch(expected: "a number of groups that divides the \(channels) channels", found: "\(groups)")
        }
        guard kernel.count == 4, let filters = kernel[3], kernel[2] == channels / groups else {
            throw ShapeMismatch(
                expected:
                    "a kernel [height, width, \(channels / groups), filters] for \(channels) channels in \(groups) group(s)",
                found: kernel.text)
        }
        guard filters % groups == 0 else {
            throw ShapeMismatch(expected: "filters that \(groups) groups divide", found: "\(filters)")
        }
        return filters
    }
}

extension Graph {
    /// Slides `kernel` over an image: `y[i, j, f] = bias[f] + Σ x[i·stride + u·dilation, j·stride + v·dilation, c] · kernel[u, v, c, f]`.
    ///
    /// - Parameters:
    ///   - x: `[batch, height, width, channels]`.
    ///   - kernel: `[height, width, channels / groups, filters]`, as Keras stores it.
    ///   - bias: `[filters]`.
    ///   - dilation: the distance of neighbouring taps; 1 is a dense kernel.
    /// - Returns: `[batch, rows, columns, filters]`.
    public mutating func convolution(
        _ x: Value, kernel: Tensor, bias: Tensor? = nil, strides: (Int, Int) = (1, 1), padding: Padding = .valid,
        dilation: (Int, Int) = (1, 1), groups: Int = 1
    ) throws(GraphError) -> Value {
        let extents = kernel.shape.count == 4 ? (kernel.shape[0], kernel.shape[1]) : (1, 1)
        let operation = Convolution(
            vertical: SlidingWindow(extent: extents.0, stride: strides.0, dilation: dilation.0),
            horizontal: SlidingWindow(extent: extents.1, stride: strides.1, dilation: dilation.1),
            padding: padding, groups: groups)
        return try add(operation, [x, constant(kernel)] + (bias.map { [constant($0)] } ?? []))
    }

    /// A convolution of each channel by itself.
    ///
    /// - Parameters:
    ///   - kernel: `[height, width, channels, multiplier]`.
    ///   - bias: `[channels · multiplier]`.
    /// - Returns: `[batch, rows, columns, channels · multiplier]`, the results of one channel side by side.
    public mutating func depthwiseConvolution(
        _ x: Value, kernel: Tensor, bias: Tensor? = nil, strides: (Int, Int) = (1, 1), padding: Padding = .valid,
        dilation: (Int, Int) = (1, 1)
    ) throws(GraphError) -> Value {
        guard kernel.shape.count == 4, shape(of: x).last == kernel.shape[2] else {
            throw .mismatch(
                site: Site(operation: "depthwise convolution", origin: origin).description,
                expected: "a kernel [height, width, channels, multiplier] for an image \(shape(of: x).text)",
                found: "\(kernel.shape)")
        }
        // [u, v, c, m] and [u, v, 1, c·m] have their elements in the same order.
        let channels = kernel.shape[2]
        let grouped = kernel.reshaped(to: [kernel.shape[0], kernel.shape[1], 1, channels * kernel.shape[3]])
        return try convolution(
            x, kernel: grouped, bias: bias, strides: strides, padding: padding, dilation: dilation, groups: channels)
    }
}
