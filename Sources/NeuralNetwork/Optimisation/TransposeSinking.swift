extension ConcreteGraph {
    /// Moves transposes behind operations that can work on the other order of axes, until two meet and cancel: a
    /// channels-first model, whose every image operation stands between two transposes, becomes channels-last.
    mutating func sinkTransposes() throws {
        guard nodes.contains(where: { $0.operation is Transposition }) else { return }
        var sunk = ConcreteGraph(nodes: [], inputs: [], outputs: [])
        var places: [Graph.Value] = []
        for node in nodes {
            var node = node
            node.inputs = node.inputs.map { places[$0.index] }
            places.append(try sunk.appendSinking(node))
        }
        self = ConcreteGraph(
            nodes: sunk.nodes, inputs: inputs.map { places[$0.index] }, outputs: outputs.map { places[$0.index] },
            assignments: assignments.map { Assignment(variable: $0.variable, value: places[$0.value.index]) })
        removeUnused()
    }

    private mutating func appendSinking(_ node: Node) throws -> Graph.Value {
        // What reads a part of an operation's results must find that operation before it.
        let hasParts = (node.operation as? Pooling)?.leavesWorkspace == true
        guard !hasParts, let first = node.inputs.first, let above = nodes[first.index].operation as? Transposition else {
            return append(node)
        }
        let (order, source) = (above.permutation, nodes[first.index].inputs)
        if let below = node.operation as? Transposition {
            let joined = below.permutation.map { order[$0] }
            return joined == Array(joined.indices)
                ? source[0] : try append(Transposition(permutation: joined), source, node.origin)
        }
        guard let moved = moved(node, through: order) else { return append(node) }
        let result = try append(moved.operation, moved.inputs, node.origin)
        return try append(above, [result], node.origin)
    }

    /// The node's operation on values whose axis `order[i]` is the axis `i` it knows; `nil` where it has no such form.
    private func moved(_ node: Node, through order: [Int]) -> (operation: any Operation, inputs: [Graph.Value])? {
        let source = nodes[node.inputs[0].index].inputs[0]
        func along(_ axis: Int) -> Int { order[axis < 0 ? axis + order.count : axis] }
        func permuted(_ amounts: [BorderAmount]) -> [BorderAmount] {
            var result = amounts
            for (axis, origin) in order.enumerated() { result[origin] = amounts[axis] }
            return result
        }
        switch node.operation {
        case let activation as ElementwiseActivation: return (activation, [source])
        case var normalization as BatchNormalization:
            normalization.axis = along(normalization.axis)
            return (normalization, [source] + node.inputs.dropFirst())
        case var softmax as Softmax:
            softmax.axis = along(softmax.axis)
            return (softmax, [source])
        case var pad as Pad:
            pad.amounts = permuted(pad.amounts)
            return (pad, [source])
        case var crop as Crop:
            crop.amounts = permuted(crop.amounts)
            return (crop, [source])
        case let elementwise as Elementwise: return sources(node.inputs, order).map { (elementwise, $0) }
        case var concatenation as Concatenation:
            concatenation.axis = along(concatenation.axis)
            return sources(node.inputs, order).map { (concatenation, $0) }
        default: return nil
        }
    }

    /// What stands above the same transpose of each value.
    private func sources(_ values: [Graph.Value], _ order: [Int]) -> [Graph.Value]? {
        let sources = values.compactMap { value in
            (nodes[value.index].operation as? Transposition)?.permutation == order ? nodes[value.index].inputs[0] : nil
        }
        return sources.count == values.count ? sources : nil
    }

    private mutating func append(_ node: Node) -> Graph.Value {
        nodes.append(node)
        return Graph.Value(index: nodes.count - 1)
    }

    private mutating func append(_ operation: any Operation, _ inputs: [Graph.Value], _ origin: String) throws -> Graph.Value {
        let value = append(Node(operation: operation, inputs: inputs, origin: origin, shape: []))
        try update(value.index)
        return value
    }
}
