extension AdaptivePooling: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let x = call.inputs[0]
        let operation = AdaptivePoolingGradient(pooling: self, extents: graph.extents(of: x))
        return [try graph.add(operation, [call.gradient] + (kind == .maximum ? [x] : []))]
    }
}

/// The gradient of an adaptive pooling; that of a maximum goes to the first of equal elements.
package struct AdaptivePoolingGradient: Operation {
    package var pooling: AdaptivePooling
    package var extents: [Int]

    package var name: String { "adaptive pooling gradient" }

    /// Inputs: the gradient of the result, and, of maxima, what was pooled.
    package func shape(of inputs: [Shape]) -> Shape { extents }

    package func lower(into lowering: inout Lowering) throws {
        let axis = try resolvedAxis(pooling.axis, rank: extents.count)
        let (outer, inner) = (extents[..<axis].reduce(1, *), extents[(axis + 1)...].reduce(1, *))
        let (length, count, isMaximum) = (extents[axis], pooling.count, pooling.kind == .maximum)
        let operands = try lowering.node.inputs.map { try lowering.rowMajor($0) }
        let result = lowering.destination(try Layout(rowMajor: extents))
        let windows = (0..<count).map { AdaptivePooling.window($0, of: count, length: length) }
        let kernel = Kernel(name: "framerill:adaptive") { memory in
            let target = memory[memory.count - 1]
            target.update(repeating: 0, count: outer * length * inner)
            for block in 0..<outer {
                for (index, window) in windows.enumerated() {
                    for column in 0..<inner {
                        let gradient = memory[0][(block * count + index) * inner + column]
                        let start = block * length * inner + column
                        guard isMaximum else {
                            let part = gradient / Float(window.count)
                            for step in window { target[start + step * inner] += part }
                            continue
                        }
                        var best = window.lowerBound
                        for step in window where memory[1][start + step * inner] > memory[1][start + best * inner] { best = step }
                        target[start + best * inner] += gradient
                    }
                }
            }
        }
        lowering.emit(kernel, operands + [result])
        lowering.place(result)
    }
}
