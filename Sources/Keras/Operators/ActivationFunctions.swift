import NeuralNetwork

/// Activations, with the defaults of each library.
enum ActivationFunctions {
    static let functions: [TensorFunction] =
        specific
        + plain.map { names, activation in
            TensorFunction("tf.nn K ops tf keras.activations: \(names)", "X _name") { graph, arguments in
                try ElementFunctions.activation(activation, &graph, &arguments)
            }
        }

    private static let specific: [TensorFunction] = [
        TensorFunction("K keras.activations: relu", "X alpha|negative_slope max_value threshold _name") { graph, arguments in
            let activation = NeuralNetwork.Activation.relu(
                maximum: try arguments.number("max_value"), negativeSlope: try arguments.number("alpha") ?? 0,
                threshold: try arguments.number("threshold") ?? 0)
            return try ElementFunctions.activation(activation, &graph, &arguments)
        },
        TensorFunction("tf.nn ops keras.activations: leaky_relu; raw: LeakyRelu", "X alpha|negative_slope _name") {
            graph, arguments in
            let slope = try arguments.number("alpha") ?? 0.2
            return try ElementFunctions.activation(.leakyRelu(alpha: slope), &graph, &arguments)
        },
        TensorFunction("K tf.nn ops keras.activations: elu celu; raw: Elu", "X alpha _name") { graph, arguments in
            let alpha = try arguments.number("alpha") ?? 1
            let isScaled = arguments.function.hasSuffix("celu")
            return try ElementFunctions.activation(isScaled ? .celu(alpha: alpha) : .elu(alpha: alpha), &graph, &arguments)
        },
        TensorFunction("tf.nn ops keras.activations: gelu", "X approximate _name") { graph, arguments in
            let isApproximate = try arguments.flag("approximate", default: arguments.function.hasPrefix("ops."))
            return try ElementFunctions.activation(.gelu(approximate: isApproximate), &graph, &arguments)
        },
        TensorFunction("tf.nn: swish silu", "X beta _name") { graph, arguments in
            let beta = try arguments.number("beta") ?? 1
            guard beta != 1 else { return try ElementFunctions.activation(.silu, &graph, &arguments) }
            let x = try arguments.tensor("x", in: &graph)
            let gate = try graph.activation(graph.scale(x, by: beta), .sigmoid)
            return .tensor(TensorOperand(value: try graph.multiply([x, gate])))
        },
        TensorFunction("K tf.nn ops keras.activations: softmax log_softmax; raw: Softmax LogSoftmax", "X axis _name dim") {
            graph, arguments in
            let axis = try arguments.integer("axis") ?? arguments.integer("dim") ?? -1
            let isLogarithmic = arguments.function.hasSuffix("log_softmax") || arguments.function.hasSuffix("LogSoftmax")
            return try ElementFunctions.activation(
                isLogarithmic ? .logSoftmax(axis: axis) : .softmax(axis: axis), &graph, &arguments)
        },
        TensorFunction("ops keras.activations: soft_shrink hard_shrink", "X threshold|lambda") { graph, arguments in
            let threshold = try arguments.number("threshold") ?? 0.5
            let isSoft = arguments.function.hasSuffix("soft_shrink")
            return try ElementFunctions.activation(
                isSoft ? .softShrink(threshold: threshold) : .hardShrink(threshold: threshold), &graph, &arguments)
        },
        TensorFunction("ops keras.activations: sparsemax", "X axis") { graph, arguments in
            let axis = try arguments.integer("axis") ?? -1
            return try ElementFunctions.activation(.sparsemax(axis: axis), &graph, &arguments)
        },
        TensorFunction("ops keras.activations: squareplus", "X b") { graph, arguments in
            let b = try arguments.number("b") ?? 4
            return try ElementFunctions.activation(.squareplus(b: b), &graph, &arguments)
        },
        TensorFunction("ops keras.activations: threshold", "X threshold default_value") { graph, arguments in
            guard let threshold = try arguments.number("threshold"), let other = try arguments.number("default_value") else {
                throw arguments.fault("threshold", "two numbers", nil)
            }
            return try ElementFunctions.activation(.threshold(threshold, replacement: other), &graph, &arguments)
        },
        TensorFunction("ops: hard_sigmoid", "X") { graph, arguments in
            try ElementFunctions.activation(.hardSigmoidRelu6, &graph, &arguments)
        },
        TensorFunction("K keras.activations: hard_sigmoid", "X") { graph, arguments in
            let isNew = arguments.version.major >= 3
            return try ElementFunctions.activation(isNew ? .hardSigmoidRelu6 : .hardSigmoid, &graph, &arguments)
        },
    ]

    private static let plain: KeyValuePairs<String, NeuralNetwork.Activation> = [
        "relu; raw: Relu": .relu(), "relu6; raw: Relu6": .relu6, "selu; raw: Selu": .selu, "sigmoid; raw: Sigmoid": .sigmoid,
        "tanh; raw: Tanh; np: tanh": .tanh, "softplus; raw: Softplus": .softplus, "softsign; raw: Softsign": .softsign,
        "exponential": .exponential, "swish silu": .silu, "hard_swish hard_silu hswish": .hardSwish, "mish": .mish,
        "log_sigmoid": .logSigmoid, "hard_tanh": .hardTanh, "tanh_shrink": .tanhShrink,
        "sparse_plus": .sparsePlus, "sparse_sigmoid": .sparseSigmoid, "linear": .affine(factor: 1, offset: 0),
    ]
}
