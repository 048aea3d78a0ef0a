/// A graph whose shapes are all known, on its way to a plan. Nodes keep their index; those that nothing needs are skipped.
struct ConcreteGraph {
    var nodes: [Node]
    let inputs: [Graph.Value]
    var outputs: [Graph.Value]
    var assignments: [Assignment]

    /// Runs every shape rule again with the extents given for the inputs.
    init(_ graph: Graph, inputShapes: [[Int]]) throws {
        inputs = graph.inputs.map(\.value)
        outputs = graph.outputs.map(\.value)
        assignments = graph.assignments
        nodes = graph.nodes
        guard inputShapes.count == inputs.count else {
            throw GraphError.mismatch(
                site: "plan", expected: "\(inputs.count) input shape(s)", found: "\(inputShapes.count)")
        }
        guard !outputs.isEmpty || !assignments.isEmpty else {
            throw GraphError.mismatch(site: "plan", expected: "a graph with an output", found: "none")
        }
        for (port, shape) in zip(graph.inputs, inputShapes) {
            guard port.shape.admits(shape), shape.allSatisfy({ $0 > 0 }) else {
                throw GraphError.mismatch(
                    site: "input \"\(port.name)\"", expected: "a shape \(port.shape.text)", found: "\(shape)")
            }
            nodes[port.value.index].shape = shape
        }
        for index in nodes.indices where !(nodes[index].operation is Input) { try update(index) }
    }

    /// Computes the shape of a node anew.
    mutating func update(_ index: Int) throws {
        let node = nodes[index]
        do {
            nodes[index].shape = try node.operation.shape(of: node.inputs.map { nodes[$0.index].shape })
        } catch {
            throw GraphError(error, at: node.site)
        }
    }

    func extents(of value: Graph.Value) -> [Int] {
        guard let extents = nodes[value.index].shape.concrete else {
            preconditionFailure(
                "\(nodes[value.index].site) has the shape \(nodes[value.index].shape.text) though all inputs are known")
        }
        return extents
    }

    func constant(_ value: Graph.Value) -> Tensor? { (nodes[value.index].operation as? Constant)?.tensor }

    var constantBytes: Int { nodes.reduce(0) { $0 + (($1.operation as? Constant)?.tensor.count ?? 0) * 4 } }

    /// For each value, how many nodes and outputs read it.
    var readers: [Int] {
        var readers = [Int](repeating: 0, count: nodes.count)
        for node in nodes { for input in node.inputs { readers[input.index] += 1 } }
        for end in ends { readers[end.index] += 1 }
        return readers
    }

    /// What is read when all nodes are done.
    var ends: [Graph.Value] { outputs + assignments.map(\.value) }

    /// For each value, the last node that reads it; an output is read for ever.
    var lastUses: [Int] {
        var last = [Int](repeating: -1, count: nodes.count)
        for (index, node) in nodes.enumerated() { for input in node.inputs { last[input.index] = index } }
        for end in ends { last[end.index] = .max }
        return last
    }

    /// Makes every reader of `old` read `new`, which must stand before them.
    mutating func redirect(_ old: Graph.Value, to new: Graph.Value) {
        for index in nodes.indices { nodes[index].inputs = nodes[index].inputs.map { $0 == old ? new : $0 } }
        outputs = outputs.map { $0 == old ? new : $0 }
        for index in assignments.indices where assignments[index].value == old { assignments[index].value = new }
    }

    /// Adds a constant. It stands behind the nodes that may read it until `removeUnused` puts it before them.
    mutating func constant(_ tensor: Tensor, origin: String) -> Graph.Value {
        nodes.append(Node(operation: Constant(tensor: tensor), inputs: [], origin: origin, shape: tensor.shape))
        return Graph.Value(index: nodes.count - 1)
    }

    /// For each node, whether it depends on nothing that is given to a run, so that it may stand before all that does.
    var settled: [Bool] {
        var isSettled = [Bool](repeating: false, count: nodes.count)
        // Constants may have been added behind what reads them.
        for (index, node) in nodes.enumerated() where node.operation is Constant { isSettled[index] = true }
        for (index, node) in nodes.enumerated() where !(node.operation is Input) {
            isSettled[index] = node.inputs.allSatisfy { isSettled[$0.index] }
        }
        return isSettled
    }

    /// Drops nodes that no output needs; what depends on constants and variables alone comes first, the rest keep their order.
    mutating func removeUnused() {
        var needed = Set(inputs)
        var pending = ends
        while let value = pending.popLast() {
            if needed.insert(value).inserted { pending += nodes[value.index].inputs }
        }
        let order = nodes.indices.filter { needed.contains(Graph.Value(index: $0)) }
        let isSettled = settled
        let sorted = order.filter { isSettled[$0] } + order.filter { !isSettled[$0] }
        var places: [Graph.Value: Graph.Value] = [:]
        for (place, index) in sorted.enumerated() { places[Graph.Value(index: index)] = Graph.Value(index: place) }
        let kept = sorted.map { index in
            var node = nodes[index]
            node.inputs = node.inputs.map { places[$0]! }
            return node
        }
        self = ConcreteGraph(
            nodes: kept, inputs: inputs.map { places[$0]! }, outputs: outputs.map { places[$0]! },
            assignments: assignments.map { Assignment(variable: $0.variable, value: places[$0.value]!) })
    }

    init(nodes: [Node], inputs: [Graph.Value], outputs: [Graph.Value], assignments: [Assignment] = []) {
        (self.nodes, self.inputs, self.outputs, self.assignments) = (nodes, inputs, outputs, assignments)
    }
}
