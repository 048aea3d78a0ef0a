/// Zeros around an image, in memory, that let oneDNN's faster implementations of a convolution take it.
struct ConvolutionBorder {
    /// Of the image with its border.
    let shapes: ConvolutionShapes
    /// In oneDNN's order of dimensions.
    let before: [Int]
    let after: [Int]

    private init(_ shapes: ConvolutionShapes, before: [Int], after: [Int], geometry: WindowGeometry) {
        (self.before, self.after) = ([0, 0] + before, [0, 0] + after)
        let source = zip(shapes.source, zip(self.before, self.after)).map { $0 + $1.0 + $1.1 }
        self.shapes = ConvolutionShapes(shapes, source: source, geometry: geometry)
    }

    /// For 1×1 kernels whose strides don't divide the image: oneDNN 2.6 gathers what such a kernel reads only where they do, and
    /// takes twice as long otherwise.
    init?(dividingStridesOf shapes: ConvolutionShapes) {
        let (geometry, extents) = (shapes.geometry, shapes.source.dropFirst(2))
        let kernel = shapes.kernelView.dimensions
        guard kernel.count == shapes.source.count, kernel.dropFirst(2).allSatisfy({ $0 == 1 }),
            (geometry.paddingBefore + geometry.paddingAfter).allSatisfy({ $0 == 0 })
        else { return nil }
        let after = zip(zip(shapes.destination.dropFirst(2), geometry.strides), extents).map { $0.0 * $0.1 - $1 }
        guard after.contains(where: { $0 > 0 }), after.allSatisfy({ $0 >= 0 }) else { return nil }
        self.init(shapes, before: after.map { _ in 0 }, after: after, geometry: geometry)
    }

    /// What a kernel larger than the image is padded with: oneDNN 2.6 has no fast weights gradient of such a kernel.
    init?(ofKernelBeyondImage shapes: ConvolutionShapes) {
        var geometry = shapes.geometry
        let spans = zip(shapes.kernelView.dimensions.suffix(geometry.gaps.count), geometry.gaps).map { ($0 - 1) * ($1 + 1) + 1 }
        guard zip(spans, shapes.source.dropFirst(2)).contains(where: { $0 > $1 }) else { return nil }
        let (before, after) = (geometry.paddingBefore, geometry.paddingAfter)
        let none = before.map { _ in 0 }
        (geometry.paddingBefore, geometry.paddingAfter) = (none, none)
        self.init(shapes, before: before, after: after, geometry: geometry)
    }
}

extension Lowering {
    /// A value, within a border where there is one, in a layout of the whole. Who asks for the same again gets the same.
    mutating func operand(_ value: Graph.Value, within border: ConvolutionBorder?, as layout: Layout) throws -> Operand {
        guard let border else { return try operand(value, as: layout) }
        let amounts = border.before + border.after
        if let known = bordered.first(where: {
            $0.value == value && $0.amounts == amounts && $0.operand.layout.isSame(as: layout)
        }) {
            return known.operand
        }
        let operand = try surround(operand(value), from: border.before, in: layout)
        bordered.append((value, amounts, operand))
        return operand
    }
}
