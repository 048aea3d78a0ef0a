extension Reshape: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        [try graph.reshape(call.gradient, toWhole: graph.extents(of: call.inputs[0]))]
    }
}

extension AxisInsertion: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        [try graph.reshape(call.gradient, toWhole: graph.extents(of: call.inputs[0]))]
    }
}

extension StepFolding: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        call.single(try graph.reshape(call.gradient, toWhole: graph.extents(of: call.inputs[0])))
    }
}

extension Transposition: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        var inverse = permutation
        for (axis, origin) in permutation.enumerated() { inverse[origin] = axis }
        return [try graph.transpose(call.gradient, permutation: inverse)]
    }
}

extension BlockRearrangement: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let back = BlockRearrangement(direction: direction == .spaceToDepth ? .depthToSpace : .spaceToDepth, block: block)
        return [try graph.add(back, [call.gradient])]
    }
}

extension Concatenation: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let whole = graph.extents(of: call.result)
        let axis = try resolvedAxis(axis, rank: whole.count)
        var start = 0
        return try call.inputs.indices.map { index in
            let length = graph.extents(of: call.inputs[index])[axis]
            defer { start += length }
            guard call.isWanted[index] else { return nil }
            var amounts = [BorderAmount](repeating: .init(), count: whole.count)
            amounts[axis] = BorderAmount(before: start, after: whole[axis] - start - length)
            return try graph.crop(call.gradient, amounts: amounts)
        }
    }
}

extension Pad: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        [try graph.crop(call.gradient, amounts: amounts)]
    }
}

extension Crop: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        [try graph.pad(call.gradient, amounts: amounts)]
    }
}

extension Selection: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        [try graph.add(SelectionGradient(axes: axes, extents: graph.extents(of: call.inputs[0])), [call.gradient])]
    }
}

/// What was selected, put back among zeros; what was selected several times is added up.
package struct SelectionGradient: Operation {
    package var axes: [AxisSelection]
    package var extents: [Int]

    package var name: String { "selection gradient" }

    package func shape(of inputs: [Shape]) -> Shape { extents }

    package func lower(into lowering: inout Lowering) throws {
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(try Layout(rowMajor: extents))
        let (offsets, run) = try axes.runs(in: extents)
        let count = extents.reduce(1, *)
        let kernel = Kernel(name: "framerill:scatter") { memory in
            memory[1].update(repeating: 0, count: count)
            var source = memory[0]
            for offset in offsets {
                let target = memory[1] + offset
                for index in 0..<run { target[index] += source[index] }
                source += run
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}
