/// The maximum or the mean of a window that slides over an image.
package struct Pooling: Fusable, NumberPassing {
    package var kind: PoolingKind
    package var vertical: SlidingWindow
    package var horizontal: SlidingWindow
    package var padding: Padding
    /// Whether its part 1 is what its gradient needs: where in each window the maximum stood.
    package var leavesWorkspace = false
    package var followups: [Followup] = []

    var passesNumbersOn: Bool { kind == .maximum && followups.isEmpty && !leavesWorkspace }

    package var name: String { kind == .maximum ? "max pooling" : "average pooling" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        var image = try ImageShape(inputs[0])
        try vertical.check("window")
        try horizontal.check("window")
        if case .explicit(let top, let bottom, let left, let right) = padding,
            max(top, bottom) >= vertical.extent || max(left, right) >= horizontal.extent
        {
            throw ShapeMismatch(expected: "padding smaller than the window, so that no window is empty", found: "\(padding)")
        }
        image.height = try vertical.positions(padding, vertical: true, length: image.height)
        image.width = try horizontal.positions(padding, vertical: false, length: image.width)
        return image.shape
    }
}

extension Pooling {
    package func lower(into lowering: inout Lowering) throws {
        let geometry = geometry(image: lowering.extents(lowering.input))
        guard !leavesWorkspace else { return try lowerForTraining(geometry, into: &lowering) }
        let result = try lowering.pool(
            kind, extents: extents, geometry, to: lowering.extents, followups,
            passesNumbersOn: passesNumbersOn)
        try lowering.place(result.operand, after: followups.dropFirst(result.accepted))
    }
}

extension Pooling {
    private func lowerForTraining(_ geometry: WindowGeometry, into lowering: inout Lowering) throws {
        let source = try lowering.operand(lowering.input)
        let description = try PrimitiveDescription.trainingPooling(
            kind, source: source.layout, destination: Layout(open: Layout.engineOrder(lowering.extents)), extents: extents,
            geometry: geometry)
        let (result, workspace) = (lowering.destination(description.destination), lowering.destination(description.workspace))
        try lowering.emit(description, [(.source, source), (.destination, result), (.workspace, workspace)])
        lowering.place(workspace, asPart: 1)
        try lowering.place(result, after: followups)
    }
}

extension Lowering {
    /// Pools the input of the current operation in the layout it has.
    mutating func pool(
        _ kind: PoolingKind, extents: [Int], _ geometry: WindowGeometry, to shape: [Int], _ followups: [Followup] = [],
        passesNumbersOn: Bool = false
    ) throws -> (operand: Operand, accepted: Int) {
        let source = try passesNumbersOn ? passedOperand(input) : operand(input)
        let destination = try Layout(open: Layout.engineOrder(shape), of: source.format.elementType)
        let choice = try describe(followups) {
            try .pooling(
                kind, source: source.layout, destination: destination, extents: extents, geometry: geometry, Attributes($0))
        }
        var result = self.destination(choice.description.destination)
        result.format = source.format
        try emit(choice.description, [(.source, source), (.destination, result)])
        return (result, choice.accepted)
    }
}

/// What a pooling window, or a reduction of an image, keeps.
public enum PoolingKind: Sendable, Hashable { case maximum, average }

extension Graph {
    /// The maximum or the mean of each window. Padding never counts: a mean divides by the pixels inside the image.
    ///
    /// - Parameter strides: `nil` is `size`.
    /// - Returns: `[batch, rows, columns, channels]`.
    public mutating func pooling(
        _ x: Value, _ kind: PoolingKind, size: (Int, Int), strides: (Int, Int)? = nil, padding: Padding = .valid
    ) throws(GraphError) -> Value {
        let strides = strides ?? size
        let operation = Pooling(
            kind: kind, vertical: SlidingWindow(extent: size.0, stride: strides.0),
            horizontal: SlidingWindow(extent: size.1, stride: strides.1), padding: padding)
        return try add(operation, [x])
    }

    /// The maximum or the mean over height and width of `[batch, height, width, channels]`.
    ///
    /// - Returns: `[batch, channels]`, or `[batch, 1, 1, channels]` where dimensions are kept.
    public mutating func globalPooling(
        _ x: Value, _ kind: PoolingKind, keepDimensions: Bool = false
    ) throws(GraphError) -> Value {
        try reduction(x, kind == .maximum ? .maximum : .mean, axes: [1, 2], keepDimensions: keepDimensions)
    }
}
