extension ConcreteGraph {
    /// Lets what gradients read of the way forward be computed again when they come to it, so that it needn't lie in memory until then.
    ///
    /// Comes after all other passes: each operation is done again as it was done before, and gives the same bits.
    ///
    /// Chen, Xu, Zhang, Guestrin, "Training Deep Nets with Sublinear Memory Cost", 2016.
    mutating func recompute(_ recomputation: PlanOptions.Recomputation) {
        guard recomputation != .none else { return }
        let way = WayForward(self)
        let division = recomputation == .cheap ? way.cheap : way.segments
        guard !division.dropped.isEmpty else { return }
        var remaking = Remaking(self, way, division)
        for index in nodes.indices { remaking.take(index) }
        self = remaking.result
    }
}

/// What becomes of the values on the way forward that gradients read.
private struct Division {
    var kept: Set<Int> = []
    var dropped: Set<Int> = []
}

/// What a graph computes on the way to its loss.
private struct WayForward {
    let graph: ConcreteGraph
    /// Nodes that gradients depend on nothing of, or that are gradients.
    let isGradient: [Bool]
    /// Nodes of the way forward that change from run to run.
    let isOnWay: [Bool]
    /// Those of them that gradients read, not only their small parts.
    let needed: Set<Int>

    init(_ graph: ConcreteGraph) {
        self.graph = graph
        let isSettled = graph.settled
        var isGradient = graph.nodes.map(\.isGradient)
        for (index, node) in graph.nodes.enumerated() where !isGradient[index] {
            isGradient[index] = node.inputs.contains { isGradient[$0.index] }
        }
        self.isGradient = isGradient
        isOnWay = graph.nodes.indices.map { index in
            !isGradient[index] && !isSettled[index] && !(graph.nodes[index].operation is Input)
        }
        var needed = Set<Int>()
        for (index, node) in graph.nodes.enumerated() where isGradient[index] {
            for input in node.inputs where isOnWay[input.index] {
                let isSmallPart = node.operation is Part && node.shape != graph.nodes[input.index].shape
                if !isSmallPart { needed.insert(input.index) }
            }
        }
        self.needed = needed
    }

    private func bytes(_ index: Int) -> Int { graph.extents(of: Graph.Value(index: index)).reduce(4, *) }

    private func isHeavy(_ index: Int) -> Bool {
        let node = graph.nodes[index]
        let inputs = node.inputs.map { graph.extents(of: $0) }
        return node.operation is Recurrence
            || node.operation.arithmetic(of: inputs, into: graph.extents(of: Graph.Value(index: index))) > 0
    }

    /// The only input that changes from run to run, if it isn't larger than the result: what is made of it alone, cheaply.
    private func source(of index: Int) -> Int? {
        guard !isHeavy(index) else { return nil }
        let inputs = Set(graph.nodes[index].inputs.map(\.index).filter { isOnWay[$0] })
        guard inputs.count == 1, let input = inputs.first, bytes(input) <= bytes(index) else { return nil }
        return input
    }

    /// Drops what is made cheaply of something that gradients read too.
    var cheap: Division {
        let dropped = needed.filter { index in
            var root = index
            while let source = source(of: root) {
                root = source
                if needed.contains(root), self.source(of: root) == nil { return true }
            }
            return false
        }
        return Division(kept: needed.subtracting(dropped), dropped: dropped)
    }

    /// Drops all between values that everything passes through which the rest of the way depends on: in about as many segments as the square
    /// root of the number of convolutions and products. The last segment stays, for gradients begin with it.
    var segments: Division {
        let way = graph.nodes.indices.filter { isOnWay[$0] }
        let count = Int(Double(way.count(where: isHeavy)).squareRoot().rounded())
        guard count > 1 else { return Division() }
        let limit = needed.reduce(0) { $0 + bytes($1) } / count
        var lastReaders: [Int: Int] = [:]
        for index in way {
            for input in graph.nodes[index].inputs where isOnWay[input.index] { lastReaders[input.index] = index }
        }
        var (open, borders, inside, dropped) = (Set<Int>(), Set<Int>(), Set<Int>(), Set<Int>())
        var held = 0
        for index in way {
            for input in graph.nodes[index].inputs where lastReaders[input.index] == index { open.remove(input.index) }
            if lastReaders[index] != nil { open.insert(index) }
            if needed.contains(index) {
                held += bytes(index)
                inside.insert(index)
            }
            // Single numbers, such as penalties, may pass by.
            guard held >= limit, !(graph.nodes[index].operation is Part),
                open.contains(index), open.allSatisfy({ $0 == index || bytes($0) <= Self.mostPassingBytes })
            else { continue }
            borders.formUnion(open)
            dropped.formUnion(inside)
            (inside, held) = ([], 0)
        }
        dropped.subtract(borders)
        return Division(kept: needed.union(borders).subtracting(dropped), dropped: dropped)
    }

    private static let mostPassingBytes = 4096
}

/// The nodes of a graph in their order, with those once more that gradients shall have computed again.
private struct Remaking {
    private let graph: ConcreteGraph
    private let way: WayForward
    private let division: Division
    private var nodes: [Node] = []
    /// Where nodes are now.
    private var places: [Graph.Value]
    /// Where they are once more.
    private var again: [Int: Graph.Value] = [:]

    init(_ graph: ConcreteGraph, _ way: WayForward, _ division: Division) {
        (self.graph, self.way, self.division) = (graph, way, division)
        places = Array(repeating: Graph.Value(index: 0), count: graph.nodes.count)
    }

    mutating func take(_ index: Int) {
        var node = graph.nodes[index]
        let isGradient = way.isGradient[index]
        node.inputs = node.inputs.map {
            isGradient && division.dropped.contains($0.index) ? remake($0.index) : places[$0.index]
        }
        nodes.append(node)
        places[index] = Graph.Value(index: nodes.count - 1)
    }

    private mutating func remake(_ index: Int) -> Graph.Value {
        if let known = again[index] { return known }
        var node = graph.nodes[index]
        node.inputs = node.inputs.map { input in
            let isThere = !way.isOnWay[input.index] || division.kept.contains(input.index)
            return isThere ? places[input.index] : remake(input.index)
        }
        nodes.append(node)
        let value = Graph.Value(index: nodes.count - 1)
        again[index] = value
        return value
    }

    var result: ConcreteGraph {
        ConcreteGraph(
            nodes: nodes, inputs: graph.inputs.map { places[$0.index] }, outputs: graph.outputs.map { places[$0.index] },
            assignments: graph.assignments.map { Assignment(variable: $0.variable, value: places[$0.value.index]) })
    }
}
