extension ConcreteGraph {
    /// Multiplies the scale of a batch normalization into the weights of the convolution or matrix product before it, and
    /// makes its shift the bias; computed in double precision.
    mutating func foldNormalizations() throws {
        let readers = readers
        for index in nodes.indices {
            guard let normalization = nodes[index].operation as? BatchNormalization, normalization.followups.isEmpty,
                let value = nodes[index].inputs.first, readers[value.index] == 1,
                (try? resolvedAxis(normalization.axis, rank: nodes[index].shape.count)) == nodes[index].shape.count - 1
            else { continue }
            let parameters = nodes[index].inputs.dropFirst().compactMap { constant($0) }
            guard parameters.count == nodes[index].inputs.count - 1,
                let folded = folded(nodes[value.index], normalization.affine(parameters))
            else { continue }
            let producer = nodes[value.index]
            nodes[index].operation = folded.operation
            nodes[index].origin = producer.origin
            nodes[index].inputs = [
                producer.inputs[0], constant(folded.weights, origin: producer.origin),
                constant(folded.bias, origin: producer.origin),
            ]
            try update(index)
        }
        removeUnused()
    }

    private func folded(
        _ node: Node, _ affine: (scale: [Double], shift: [Double])
    ) -> (operation: any Operation, weights: Tensor, bias: Tensor)? {
        guard node.inputs.count > 1, let weights = constant(node.inputs[1]) else { return nil }
        let operation: any Operation
        /// How many weights of one filter lie side by side.
        var run = 1
        var hasBias = false
        switch node.operation {
        case var convolution as Convolution where convolution.followups.isEmpty:
            hasBias = convolution.hasBias
            convolution.hasBias = true
            operation = convolution
        case var dense as Dense where dense.followups.isEmpty:
            hasBias = dense.hasBias
            dense.hasBias = true
            operation = dense
        case var transposed as TransposedConvolution where transposed.followups.isEmpty:
            hasBias = transposed.hasBias
            transposed.hasBias = true
            operation = transposed
            run = weights.shape[3]
        default: return nil
        }
        var bias = [Double](repeating: 0, count: affine.scale.count)
        if hasBias {
            guard let present = constant(node.inputs[2]) else { return nil }
            bias = present.values.map(Double.init)
        }
        // Made when it is packed: a copy of all weights would be held until then.
        let scaled = Tensor(shape: weights.shape, from: ScaledFilters(kernel: weights, factors: affine.scale, run: run))
            .noted(weights.notes?.scaled(by: affine.scale))
        let shifted = bias.indices.map { Float(bias[$0] * affine.scale[$0] + affine.shift[$0]) }
        return (operation, scaled, Tensor(shape: [shifted.count], values: shifted))
    }
}
