/// A window that slides over an image with another kernel at each place.
package struct LocalConvolution: Operation {
    package var vertical: SlidingWindow
    package var horizontal: SlidingWindow
    /// With `same` the element `size / 2` of the window lies on the place, also where a convolution would have it otherwise.
    package var padding: Padding

    package var name: String { "local convolution" }

    /// Inputs: image, kernels `[rows · columns of the result, height · width · channels of the window, filters]`.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        var image = try ImageShape(inputs[0])
        if case .explicit = padding { throw ShapeMismatch(expected: "padding valid or same", found: "\(padding)") }
        try vertical.check("kernel")
        try horizontal.check("kernel")
        image.height = try vertical.positions(padding, vertical: true, length: image.height)
        image.width = try horizontal.positions(padding, vertical: false, length: image.width)
        let kernel = inputs[1]
        let depth = vertical.extent * horizontal.extent * image.channels
        guard kernel.count == 3, kernel[1] == depth, let filters = kernel[2] else {
            throw ShapeMismatch(expected: "kernels [places, \(depth), filters]", found: kernel.text)
        }
        if let rows = image.height, let columns = image.width, kernel[0] != rows * columns {
            throw ShapeMismatch(expected: "kernels for \(rows) × \(columns) places", found: kernel.text)
        }
        image.channels = filters
        return image.shape
    }
}

extension LocalConvolution {
    package func arithmetic(of inputs: [[Int]], into result: [Int]) -> Int {
        2 * result.reduce(1, *) * inputs[1][1]
    }

    package func lower(into lowering: inout Lowering) throws {
        let values = lowering.node.inputs
        let (image, result) = (lowering.extents(values[0]), lowering.extents)
        let operands = [try lowering.rowMajor(values[0]), try lowering.rowMajor(values[1])]
        let destination = lowering.destination(try Layout(rowMajor: result))
        let (channels, filters, depth) = (image[3], result[3], lowering.extents(values[1])[1])
        let taps = taps(image: image, result: result)
        let kernel = Kernel(name: "framerill:local convolution") { memory in
            var target = memory[2]
            for item in 0..<result[0] {
                for (place, taps) in taps.enumerated() {
                    target.update(repeating: 0, count: filters)
                    for (tap, pixel) in taps {
                        let source = memory[0] + (item * image[1] * image[2] + pixel) * channels
                        let weights = memory[1] + (place * depth + tap * channels) * filters
                        for channel in 0..<channels {
                            let factor = source[channel]
                            for filter in 0..<filters { target[filter] += factor * weights[channel * filters + filter] }
                        }
                    }
                    target += filters
                }
            }
        }
        lowering.emit(kernel, operands + [destination])
        lowering.place(destination)
    }

    /// For each place of the result, the taps of its window that lie on the image, and the pixels they lie on.
    func taps(image: [Int], result: [Int]) -> [[(tap: Int, pixel: Int)]] {
        let (top, left) = padding == .same ? (vertical.extent / 2, horizontal.extent / 2) : (0, 0)
        return (0..<(result[1] * result[2])).map { place in
            (0..<(vertical.extent * horizontal.extent)).compactMap { tap in
                let row = place / result[2] * vertical.stride + tap / horizontal.extent - top
                let column = place % result[2] * horizontal.stride + tap % horizontal.extent - left
                guard (0..<image[1]).contains(row), (0..<image[2]).contains(column) else { return nil }
                return (tap, row * image[2] + column)
            }
        }
    }
}

extension Graph {
    /// Slides a window over an image, with another kernel at each place of the result.
    ///
    /// - Parameters:
    ///   - x: `[batch, height, width, channels]`.
    ///   - kernels: `[rows · columns, height · width · channels of the window, filters]`.
    ///   - padding: `valid`, or `same`, with which the window's element `size / 2` lies on each place (Keras 2).
    public mutating func localConvolution(
        _ x: Value, kernels: Tensor, size: (Int, Int), strides: (Int, Int) = (1, 1), padding: Padding = .valid
    ) throws(GraphError) -> Value {
        let operation = LocalConvolution(
            vertical: SlidingWindow(extent: size.0, stride: strides.0),
            horizontal: SlidingWindow(extent: size.1, stride: strides.1), padding: padding)
        return try add(operation, [x, constant(kernels)])
    }
}
