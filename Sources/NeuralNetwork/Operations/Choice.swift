/// Each element from one of two values, as a condition says.
package struct Choice: Operation {
    package var name: String { "choice" }

    /// Inputs: condition, value where it is not 0, value where it is 0.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        try broadcast(broadcast(inputs[0], inputs[1]), inputs[2])
    }
}

extension Choice {
    package func lower(into lowering: inout Lowering) throws {
        let values = lowering.node.inputs
        let operands = try values.map { try lowering.rowMajor($0) }
        let walk = BroadcastWalk(lowering.extents, operands: values.map { lowering.extents($0) })
        let result = lowering.destination(try Layout(rowMajor: lowering.extents))
        let steps = walk.steps
        let kernel = Kernel(name: "framerill:choice") { memory in
            walk.forEachLine { place, count, places in
                for index in 0..<count {
                    let side = memory[0][places[0] + index * steps[0]] != 0 ? 1 : 2
                    memory[3][place + index] = memory[side][places[side] + index * steps[side]]
                }
            }
        }
        lowering.emit(kernel, operands + [result])
        lowering.place(result)
    }
}

extension Graph {
    /// `condition ≠ 0: x`, else `y`, element by element with NumPy's broadcasting.
    public mutating func choice(_ condition: Value, _ x: Value, _ y: Value) throws(GraphError) -> Value {
        try add(Choice(), [condition, x, y])
    }
}
