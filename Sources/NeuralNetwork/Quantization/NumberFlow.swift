extension ConcreteGraph {
    /// For each value the format in which all who read it want it: that of their inputs where all are convolutions of fewer bits,
    /// or operations that pass numbers on as they are to such; float32 otherwise.
    func wantedFormats(_ precision: PlanOptions.Precision) -> [NumberFormat] {
        var wanted = [NumberFormat?](repeating: nil, count: nodes.count)
        var isSettled = [Bool](repeating: false, count: nodes.count)
        func note(_ format: NumberFormat, for value: Graph.Value) {
            let agrees = !isSettled[value.index] || wanted[value.index] == format
            wanted[value.index] = agrees ? format : .float32
            isSettled[value.index] = true
        }
        for end in ends { note(.float32, for: end) }
        // Who reads a value stands behind it.
        for index in nodes.indices.reversed() {
            let node = nodes[index]
            let passedOn = (node.operation as? any NumberPassing)?.passesNumbersOn == true ? wanted[index] : nil
            for (position, input) in node.inputs.enumerated() {
                let own = position == 0 ? inputFormat(of: node, precision) : nil
                note(own ?? passedOn ?? .float32, for: input)
            }
        }
        return wanted.map { $0 ?? .float32 }
    }

    /// The format in which a convolution of fewer bits takes its image; nil for all else.
    func inputFormat(of node: Node, _ precision: PlanOptions.Precision) -> NumberFormat? {
        guard node.operation is Convolution, let kernel = constant(node.inputs[1]) else { return nil }
        switch precision {
        case .exact, .fast: return nil
        case .bf16: return .bfloat16
        case .int8: return kernel.notes?.quantization.map { NumberFormat(reaching: $0.inputRange) }
        }
    }

    /// - Throws: `GraphError.mismatch` where model or processor have no numbers of that precision.
    func check(_ precision: PlanOptions.Precision) throws(GraphError) {
        try precision.checkProcessor()
        guard precision == .int8, !nodes.contains(where: { inputFormat(of: $0, .int8) != nil }) else { return }
        throw .mismatch(
            site: "precision int8", expected: "a model that was quantised",
            found: "no convolution with int8 scales; quantise it first")
    }
}

/// An operation that can hand numbers on in the format in which they come.
protocol NumberPassing: Operation {
    /// Whether it does so with its options.
    var passesNumbersOn: Bool { get }
}
