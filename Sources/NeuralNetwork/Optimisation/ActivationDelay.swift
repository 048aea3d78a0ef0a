extension ConcreteGraph {
    /// Takes the maximum first and the activation after it, where a Winograd convolution may come before: its kernel does
    /// no activation but ReLU, and the pooling does on its way, on a quarter of the elements. The maximum of a function
    /// that never falls is the function of the maximum, to the bit.
    mutating func delayActivations() throws {
        let readers = readers
        for index in nodes.indices {
            guard let pooling = nodes[index].operation as? Pooling, pooling.kind == .maximum, pooling.followups.isEmpty,
                let middle = nodes[index].inputs.first, readers[middle.index] == 1,
                let activation = nodes[middle.index].operation as? ElementwiseActivation, activation.function.neverFalls,
                let source = nodes[middle.index].inputs.first, readers[source.index] == 1,
                let convolution = nodes[source.index].operation as? Convolution, convolution.mayBeWinograd
            else { continue }
            let (above, below) = (nodes[middle.index], nodes[index])
            nodes[middle.index] = Node(operation: pooling, inputs: [source], origin: below.origin, shape: below.shape)
            nodes[index] = Node(operation: activation, inputs: [middle], origin: above.origin, shape: below.shape)
        }
    }
}

extension Activation {
    /// Whether it is non-decreasing, and not ReLU, which needs no delay.
    fileprivate var neverFalls: Bool {
        switch self {
        case .leakyRelu(let alpha): alpha >= 0
        case .relu(let maximum, let slope, let threshold): threshold == 0 && slope >= 0 && (slope > 0 || maximum != nil)
        case .relu6, .sigmoid, .tanh, .softplus, .hardSigmoid, .hardSigmoidRelu6, .hardTanh: true
        case .elu(let alpha), .celu(let alpha): alpha > 0
        default: false
        }
    }
}
