/// The softmax along an axis, or its logarithm.
package struct Softmax: Operation {
    package var axis: Int
    package var isLogarithmic: Bool

    package var name: String { isLogarithmic ? "log-softmax" : "softmax" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        _ = try resolvedAxis(axis, rank: inputs[0].count)
        return inputs[0]
    }
}

extension Softmax {
    package func lower(into lowering: inout Lowering) throws {
        let source = try lowering.rowMajor(lowering.input)
        let rank = lowering.extents.count
        let description = try PrimitiveDescription.softmax(
            isLogarithmic: isLogarithmic, layout: source.layout,
            axis: Layout.engineAxis(try resolvedAxis(axis, rank: rank), rank: rank))
        let result = lowering.destination(over: source)
        try lowering.emit(description, [(.source, source), (.destination, result)])
        lowering.place(result)
    }
}
