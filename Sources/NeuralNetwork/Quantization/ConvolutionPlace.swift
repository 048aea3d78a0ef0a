/// A convolution whose kernel has a name, and where it stands among the others.
package struct ConvolutionPlace {
    /// The name of its kernel.
    package let kernel: String
    package let input: Graph.Value
    /// Whether no convolution stands before it.
    package let isFirst: Bool
    /// Whether it is followed by no other convolution and no matrix product.
    package let isLast: Bool
    /// The kernel's filters, or channels times multiplier.
    package let filters: Int
}

extension Graph {
    /// All convolutions whose kernels are constants that have names.
    package var convolutionPlaces: [ConvolutionPlace] {
        var isAfter = [Bool](repeating: false, count: nodes.count)
        var isBefore = [Bool](repeating: false, count: nodes.count)
        for (index, node) in nodes.enumerated() {
            isAfter[index] = node.operation is Convolution || node.inputs.contains { isAfter[$0.index] }
        }
        for (index, node) in nodes.enumerated().reversed() {
            let isWeighted = node.operation is Convolution || node.operation is Dense || node.operation is MatrixProduct
            for input in node.inputs where isWeighted || isBefore[index] { isBefore[input.index] = true }
        }
        return nodes.indices.compactMap { index in
            let node = nodes[index]
            guard node.operation is Convolution, let kernel = (nodes[node.inputs[1].index].operation as? Constant)?.tensor,
                let name = kernel.notes?.name
            else { return nil }
            return ConvolutionPlace(
                kernel: name, input: node.inputs[0], isFirst: !isAfter[node.inputs[0].index], isLast: !isBefore[index],
                filters: kernel.shape[3])
        }
    }
}
