/// One of the results of an operation that has several: the first is the operation's own value, the others are parts of it.
package struct Part: Operation {
    /// From 1 on.
    package let index: Int
    package let extents: [Int]

    package var name: String { "part \(index)" }

    package func shape(of inputs: [Shape]) -> Shape { extents }

    package func lower(into lowering: inout Lowering) throws {
        lowering.place(try lowering.part(index, of: lowering.input))
    }
}

extension Graph {
    /// The result number `index` of the operation that `value` is the first result of.
    package mutating func part(_ index: Int, of value: Value, shape: [Int]) throws(GraphError) -> Value {
        try add(Part(index: index, extents: shape), [value])
    }
}
