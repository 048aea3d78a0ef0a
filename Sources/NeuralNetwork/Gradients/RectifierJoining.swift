extension Graph {
    /// Has normalisations by the batch's own statistics do the ReLU behind them in the same pass, there and back, where nothing else
    /// reads what they give.
    ///
    /// - Parameters:
    ///   - last: the value up to which the graph is to be differentiated.
    ///   - wanted: values whose gradients are asked for, and which therefore stay what they are.
    mutating func joinRectifiers(upTo last: Value, except wanted: Set<Value>) {
        var readers = [Int](repeating: 0, count: nodes.count)
        for node in nodes where !(node.operation is Part) {
            for input in node.inputs { readers[input.index] += 1 }
        }
        let ends = outputs.map(\.value) + assignments.map(\.value) + penalties
        for end in ends { readers[end.index] += 1 }
        for index in 0...last.index {
            guard let activation = nodes[index].operation as? ElementwiseActivation, activation.function == .relu() else {
                continue
            }
            let input = nodes[index].inputs[0]
            guard var normalization = nodes[input.index].operation as? BatchStandardization, readers[input.index] == 1,
                !wanted.contains(input)
            else { continue }
            normalization.hasRelu = true
            replaceOperation(of: input, by: normalization)
            // Changes nothing, and is taken out when the graph is compiled.
            replaceOperation(of: Value(index: index), by: ElementwiseActivation(function: .affine(factor: 1, offset: 0)))
        }
    }
}
