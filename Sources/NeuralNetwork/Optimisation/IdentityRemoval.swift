extension ConcreteGraph {
    /// Takes out operations that change nothing.
    mutating func removeIdentities() throws {
        for (index, node) in nodes.enumerated() {
            // Earlier removals may have changed what a node reads.
            guard let input = nodes[index].inputs.first, isIdentity(node, of: input) else { continue }
            redirect(Graph.Value(index: index), to: input)
        }
        removeUnused()
    }

    private func isIdentity(_ node: Node, of input: Graph.Value) -> Bool {
        switch node.operation {
        case let activation as ElementwiseActivation:
            activation.function == .linear || activation.function == .affine(factor: 1, offset: 0)
        case is Reshape: node.shape == nodes[input.index].shape
        case let transposition as Transposition: transposition.permutation == Array(transposition.permutation.indices)
        case let pad as Pad: pad.amounts.allSatisfy { $0 == BorderAmount() }
        case let crop as Crop: crop.amounts.allSatisfy { $0 == BorderAmount() }
        case let upsampling as Upsampling: upsampling.factors == [1, 1]
        case let pooling as Pooling:
            node.shape == nodes[input.index].shape && pooling.vertical.extent == 1 && pooling.horizontal.extent == 1
        default: false
        }
    }
}
