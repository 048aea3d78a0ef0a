/// The same elements with axes of extent 1 among the others, whatever those are.
package struct AxisInsertion: Operation {
    /// Where the new axes stand in the result, in ascending order.
    package var places: [Int]

    package var name: String { "axis insertion" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        var result = inputs[0]
        for place in places {
            guard (0...result.count).contains(place) else {
                throw ShapeMismatch(expected: "a place among the axes of \(result.text)", found: "\(place)")
            }
            result.insert(1, at: place)
        }
        return result
    }
}

extension AxisInsertion {
    package func lower(into lowering: inout Lowering) throws {
        lowering.place(try lowering.rowMajor(lowering.input).relabelled(lowering.extents))
    }
}

extension Graph {
    /// Gives `x` axes of extent 1 at these places of the result, in ascending order; unlike ``reshape(_:to:)`` it needs no extent known.
    public mutating func insertAxes(_ x: Value, at places: [Int]) throws(GraphError) -> Value {
        places.isEmpty ? x : try add(AxisInsertion(places: places), [x])
    }
}
