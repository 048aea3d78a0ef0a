/// The gradient of a pooling.
package struct PoolingGradient: Operation {
    package var pooling: Pooling
    package var image: [Int]

    package var name: String { "pooling gradient" }

    /// Inputs: the gradient of the result, and, of maxima, what the pooling left as its part 1.
    package func shape(of inputs: [Shape]) -> Shape { image }

    package func lower(into lowering: inout Lowering) throws {
        let inputs = lowering.node.inputs
        let geometry = pooling.geometry(image: image)
        let destination = try lowering.pooledLayout(
            pooling, image: image, result: lowering.extents(inputs[0]), workspaceOf: inputs.count > 1 ? inputs[1] : nil,
            gradient: inputs[0])
        let description = try PrimitiveDescription.poolingGradient(
            pooling.kind, source: try destination.alike(dimensions: Layout.engineOrder(image)), destination: destination,
            extents: pooling.extents, geometry: geometry)
        let result = lowering.destination(description.sourceGradient)
        var arguments: [(argument: Argument, operand: Operand)] = [
            (.destinationGradient, try lowering.operand(inputs[0], as: description.destinationGradient)),
            (.sourceGradient, result),
        ]
        if inputs.count > 1 { arguments.append((.workspace, lowering.places(of: inputs[1])[0])) }
        try lowering.emit(description, arguments)
        lowering.place(result)
    }
}

extension Lowering {
    /// The layout in which a pooling's result lies: that of the pooling itself where its workspace goes with it, else as the gradient lies.
    fileprivate mutating func pooledLayout(
        _ pooling: Pooling, image: [Int], result: [Int], workspaceOf part: Graph.Value?, gradient: Graph.Value
    ) throws -> Layout {
        guard let part else { return try operand(gradient).layout }
        let pooled = graph.nodes[part.index].inputs[0]
        return places(of: pooled)[0].layout
    }
}

extension Pooling {
    var extents: [Int] { [vertical.extent, horizontal.extent] }

    /// - Parameter image: `[batch, height, width, channels]`.
    func geometry(image: [Int]) -> WindowGeometry {
        let rows = vertical.amounts(padding, vertical: true, length: image[1])
        let columns = horizontal.amounts(padding, vertical: false, length: image[2])
        return WindowGeometry(
            strides: [vertical.stride, horizontal.stride], gaps: [0, 0], paddingBefore: [rows.before, columns.before],
            paddingAfter: [rows.after, columns.after])
    }
}

extension Pooling: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        var plain = self
        plain.leavesWorkspace = false
        let operation = PoolingGradient(pooling: plain, image: graph.extents(of: call.inputs[0]))
        guard kind == .maximum else { return call.single(try graph.add(operation, [call.gradient])) }
        var leaving = self
        leaving.leavesWorkspace = true
        graph.replaceOperation(of: call.result, by: leaving)
        let workspace = try graph.part(1, of: call.result, shape: graph.extents(of: call.result))
        return call.single(try graph.add(operation, [call.gradient, workspace]))
    }
}
