extension Elementwise {
    package func lower(into lowering: inout Lowering) throws {
        let extents = lowering.extents
        var (left, right) = (lowering.node.inputs[0], lowering.node.inputs[1])
        let count = extents.reduce(1, *)
        func isWhole(_ value: Graph.Value) -> Bool { lowering.extents(value).reduce(1, *) == count }
        // oneDNN broadcasts the second operand; and a constant follows the layout of the other.
        if kind.isCommutative, !isWhole(left) || (lowering.constant(left) != nil && isWhole(right)) {
            (left, right) = (right, left)
        }
        guard isWhole(left) else { return try lowerToKernel(left, right, into: &lowering) }
        let whole = try expanded(left, in: &lowering)
        do {
            try lower(whole, right, into: &lowering)
        } catch let failure as EngineFailure where failure.isUnimplemented {
            try lowerToKernel(left, right, into: &lowering)
        }
    }

    private func lower(_ whole: Operand, _ right: Graph.Value, into lowering: inout Lowering) throws {
        let view = try Layout(rowMajor: Self.extents(lowering.extents(right), rank: lowering.extents.count))
        let layout = try whole.layout.alike(dimensions: view.dimensions)
        let isEqualShape = lowering.extents(right) == lowering.extents
        let choice = try lowering.describe(followups) {
            try .binary(kind, whole.layout, layout, destination: whole.layout, Attributes($0))
        }
        let other =
            isEqualShape ? try lowering.operand(right, as: layout) : try lowering.operand(right, viewedAs: view, as: layout)
        // Element by element the operands may be one memory; where the second is repeated they may not.
        let result =
            isEqualShape || !lowering.sharesMemory(whole, other)
            ? lowering.destination(over: whole) : lowering.destination(whole.layout)
        try lowering.emit(choice.description, [(.source, whole), (.secondSource, other), (.destination, result)])
        try lowering.place(result, after: followups.dropFirst(choice.accepted))
    }

    /// A value that has all elements of the result, with the result's rank.
    private func expanded(_ value: Graph.Value, in lowering: inout Lowering) throws -> Operand {
        if lowering.extents(value) == lowering.extents { return try lowering.operand(value) }
        return try lowering.rowMajor(value).relabelled(lowering.extents)
    }

    private static func extents(_ extents: [Int], rank: Int) -> [Int] {
        [Int](repeating: 1, count: rank - extents.count) + extents
    }

    /// Any broadcasting, one element after another.
    private func lowerToKernel(_ left: Graph.Value, _ right: Graph.Value, into lowering: inout Lowering) throws {
        let extents = lowering.extents
        let operands = [try lowering.rowMajor(left), try lowering.rowMajor(right)]
        let walk = BroadcastWalk(extents, operands: [left, right].map { lowering.extents($0) })
        let result = lowering.destination(try Layout(rowMajor: extents))
        let (function, steps) = (kind.function, walk.steps)
        let kernel = Kernel(name: "framerill:broadcast") { memory in
            walk.forEachLine { place, count, places in
                for index in 0..<count {
                    memory[2][place + index] = function(
                        memory[0][places[0] + index * steps[0]], memory[1][places[1] + index * steps[1]])
                }
            }
        }
        lowering.emit(kernel, operands + [result])
        try lowering.place(result, after: followups)
    }
}
