extension ConcreteGraph {
    /// Lets convolutions pad by themselves what a padding with zeros before them added. Max pooling does so too where the
    /// padded values can't be negative, for there a zero never wins against what the window holds beside it.
    mutating func foldPadding() throws {
        for index in nodes.indices {
            guard let value = nodes[index].inputs.first, let pad = nodes[value.index].operation as? Pad, pad.value == 0,
                pad.amounts.count == 4, pad.amounts[0] == BorderAmount(), pad.amounts[3] == BorderAmount()
            else { continue }
            let inner = nodes[value.index].inputs[0]
            let image = extents(of: value)
            switch nodes[index].operation {
            case var convolution as Convolution:
                convolution.padding = joined(pad, convolution.padding, convolution.vertical, convolution.horizontal, image)
                nodes[index].operation = convolution
            case var pooling as Pooling where pooling.kind == .maximum && isNonNegative(inner):
                pooling.padding = joined(pad, pooling.padding, pooling.vertical, pooling.horizontal, image)
                // Refused where a window could lie in the padding alone.
                guard (try? pooling.shape(of: [nodes[inner.index].shape])) == nodes[index].shape else { continue }
                nodes[index].operation = pooling
            default: continue
            }
            nodes[index].inputs[0] = inner
            try update(index)
        }
        removeUnused()
    }

    private func joined(
        _ pad: Pad, _ padding: Padding, _ vertical: SlidingWindow, _ horizontal: SlidingWindow, _ image: [Int]
    ) -> Padding {
        let rows = vertical.amounts(padding, vertical: true, length: image[1])
        let columns = horizontal.amounts(padding, vertical: false, length: image[2])
        return .explicit(
            top: pad.amounts[1].before + rows.before, bottom: pad.amounts[1].after + rows.after,
            left: pad.amounts[2].before + columns.before, right: pad.amounts[2].after + columns.after)
    }

    private func isNonNegative(_ value: Graph.Value) -> Bool {
        switch (nodes[value.index].operation as? ElementwiseActivation)?.function {
        case .relu(_, let slope, let threshold): slope == 0 && threshold >= 0
        case .relu6, .sigmoid, .softplus, .exponential, .hardSigmoid, .hardSigmoidRelu6: true
        default: false
        }
    }
}
