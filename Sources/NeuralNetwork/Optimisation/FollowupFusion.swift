extension ConcreteGraph {
    /// Joins activations, and residual additions, to the operation whose result they change, if nothing else reads it.
    mutating func fuseFollowups() throws {
        for index in nodes.indices {
            switch nodes[index].operation {
            case let activation as ElementwiseActivation where activation.function.isFusable:
                try fuse(.activation(activation.function), at: index, into: nodes[index].inputs[0])
            case let addition as Elementwise where addition.kind == .add && addition.followups.isEmpty:
                try fuseAddition(at: index)
            default: continue
            }
        }
        removeUnused()
    }

    /// Makes node `index` the operation that made `value`, with `followup` behind it.
    private mutating func fuse(
        _ followup: Followup, at index: Int, into value: Graph.Value, addend: Graph.Value? = nil
    ) throws {
        let producer = nodes[value.index]
        guard var operation = producer.operation as? any Fusable, readers[value.index] == 1 else { return }
        operation.followups.append(followup)
        nodes[index] = Node(
            operation: operation, inputs: producer.inputs + (addend.map { [$0] } ?? []), origin: producer.origin,
            shape: nodes[index].shape)
        // What was moved away isn't read any more, and must not count as a reader of its inputs.
        nodes[value.index].inputs = []
    }

    /// A convolution adds to what stands in its destination: the later of the two summands, so that the other is there.
    private mutating func fuseAddition(at index: Int) throws {
        let (left, right) = (nodes[index].inputs[0], nodes[index].inputs[1])
        guard nodes[left.index].shape == nodes[index].shape, nodes[right.index].shape == nodes[index].shape else { return }
        for (value, addend) in left.index > right.index ? [(left, right), (right, left)] : [(right, left), (left, right)] {
            guard let convolution = nodes[value.index].operation as? Convolution, convolution.followups.isEmpty,
                readers[value.index] == 1
            else { continue }
            return try fuse(.add(input: nodes[value.index].inputs.count), at: index, into: value, addend: addend)
        }
    }
}

extension Activation {
    /// Whether it is made of functions that oneDNN's primitives take as post-operations.
    fileprivate var isFusable: Bool { engineFunctions.map { !$0.isEmpty } ?? false }
}
