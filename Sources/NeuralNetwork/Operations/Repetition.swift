/// A value repeated along its axes of extent 1, which stand as they are or are missing in front.
package struct Repetition: Operation {
    package var extents: [Int]

    package var name: String { "repetition" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard try broadcast(inputs[0], extents) == Shape(extents) else {
            throw ShapeMismatch(expected: "a value that can be repeated to \(extents)", found: inputs[0].text)
        }
        return extents
    }

    package func lower(into lowering: inout Lowering) throws {
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(try Layout(rowMajor: extents))
        let walk = BroadcastWalk(extents, operands: [lowering.extents(lowering.input)])
        let isRepeated = walk.steps[0] == 0
        let kernel = Kernel(name: "framerill:repeat") { memory in
            walk.forEachLine { place, count, places in
                if isRepeated {
                    (memory[1] + place).update(repeating: memory[0][places[0]], count: count)
                } else {
                    (memory[1] + place).update(from: memory[0] + places[0], count: count)
                }
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}

extension Repetition: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        [try graph.sum(call.gradient, toShapeOf: call.inputs[0])]
    }
}
