/// Values side by side along one axis.
package struct Concatenation: Operation {
    package var axis: Int

    package var name: String { "concatenation" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let axis = try resolvedAxis(axis, rank: inputs[0].count)
        var result = inputs[0]
        for other in inputs.dropFirst() {
            guard other.count == result.count else {
                throw ShapeMismatch(expected: "values of \(result.count) axes", found: other.text)
            }
            for position in result.indices {
                switch (result[position], other[position]) {
                case (let l, let r) where position == axis: result[position] = l.flatMap { l in r.map { l + $0 } }
                case (nil, let known): result[position] = known
                case (_, nil): break
                case (let l, let r) where l == r: break
                default:
                    throw ShapeMismatch(
                        expected: "equal extents except along axis \(axis)", found: inputs.map(\.text).joined(separator: " and "))
                }
            }
        }
        return result
    }
}

extension Graph {
    /// Puts values side by side along `axis`; all other extents must be equal.
    public mutating func concatenate(_ values: [Value], axis: Int = -1) throws(GraphError) -> Value {
        guard let first = values.first else {
            throw .mismatch(
                site: Site(operation: "concatenation", origin: origin).description, expected: "at least one value", found: "none")
        }
        return values.count == 1 ? first : try add(Concatenation(axis: axis), values)
    }
}
