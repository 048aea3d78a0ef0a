// Operations that are computed with the one that they alone read.
extension Lowering {
    /// The node that reads the value being computed, where it is the only one.
    var soleReader: Graph.Value? {
        let last = lastUse[current.index]
        return readers[current.index] == 1 && last < graph.nodes.count ? Graph.Value(index: last) : nil
    }

    /// Says where the value lies that was computed with the current one, which nobody else reads.
    mutating func placeReader(_ operand: Operand) {
        guard let reader = soleReader else { preconditionFailure("\(node.site): computed with one of several readers") }
        joined.append((reader.index, current.index))
        note(operand, for: reader)
    }

    /// `Operation.arithmetic` of each node, with that of the reader that is computed with it.
    var arithmetic: [Int] {
        var counts = graph.nodes.indices.map { index in
            graph.nodes[index].operation.arithmetic(
                of: graph.nodes[index].inputs.map { graph.extents(of: $0) }, into: graph.extents(of: Graph.Value(index: index)))
        }
        for (reader, node) in joined {
            counts[node] += counts[reader]
            counts[reader] = 0
        }
        return counts
    }
}
