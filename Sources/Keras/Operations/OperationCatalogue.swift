import NeuralNetwork

/// The operations of `keras.ops` that Framerill reads.
package enum OperationCatalogue {
    enum Value {
        case tensor(Graph.Value)
        case number(Float)
    }

    typealias Lowering = @Sendable (inout Graph, [Value]) throws -> Graph.Value
    /// Reads the operation's own options and gives what it does with its arguments.
    typealias Reading = @Sendable (inout LayerOptions) throws -> Lowering

    package static var names: [String] { entries.map(\.name) }

    static let entries: [(name: String, read: Reading)] =
        [
            ("Add", binary(.add)), ("Subtract", binary(.subtract)), ("Multiply", binary(.multiply)),
            ("Divide", binary(.divide)), ("TrueDivide", binary(.divide)), ("Maximum", binary(.maximum)),
            ("Minimum", binary(.minimum)),
            ("Negative", unary { _ in .affine(factor: -1, offset: 0) }),
            ("Exp", unary { _ in .exponential }),
            ("Clip", clip),
            ("Relu", unary { _ in .relu() }),
            ("ReLU", unary { try ReLU(from: &$0).activation }),
            ("Relu6", unary { _ in .relu6 }),
            ("LeakyRelu", unary { .leakyRelu(alpha: try $0.number("negative_slope", default: 0.2)) }),
            ("Elu", unary { .elu(alpha: try $0.number("alpha", default: 1)) }),
            ("Celu", unary { .celu(alpha: try $0.number("alpha", default: 1)) }),
            ("Gelu", unary { .gelu(approximate: try $0.flag("approximate", default: true)) }),
            ("Softmax", unary { try Softmax(from: &$0).activation }),
            ("LogSoftmax", unary { .logSoftmax(axis: try Softmax(from: &$0).axis) }),
            ("Mean", reduction(.mean)), ("Sum", reduction(.sum)), ("Max", reduction(.maximum)), ("Min", reduction(.minimum)),
            ("Concatenate", concatenate), ("Reshape", reshape), ("Transpose", transpose),
        ] + plainFunctions.map { function in (function.key, unary { _ in function.value }) }

    /// Functions without options.
    private static let plainFunctions: KeyValuePairs<String, NeuralNetwork.Activation> = [
        "Selu": .selu, "Sigmoid": .sigmoid, "Tanh": .tanh, "Silu": .silu, "Softplus": .softplus, "Softsign": .softsign,
        "HardSigmoid": .hardSigmoidRelu6, "HardSilu": .hardSwish, "HardTanh": .hardTanh, "Mish": .mish,
        "LogSigmoid": .logSigmoid, "TanhShrink": .tanhShrink,
    ]

    private static func tensors(_ values: [Value], _ count: ClosedRange<Int>) throws -> [Graph.Value] {
        let tensors = values.compactMap { if case .tensor(let tensor) = $0 { tensor } else { nil } }
        guard tensors.count == values.count, count.contains(tensors.count) else {
            throw ShapeMismatch(expected: "\(count.lowerBound) tensor(s) or more", found: "\(values.count) argument(s)")
        }
        return tensors
    }

    private static func unary(_ function: @escaping @Sendable (inout LayerOptions) throws -> NeuralNetwork.Activation) -> Reading
    {
        { options in
            let function = try function(&options)
            return { graph, values in try graph.activation(tensors(values, 1...1)[0], function) }
        }
    }

    /// Two tensors, or a tensor and a number on either side.
    private static func binary(_ kind: ElementwiseKind) -> Reading {
        { _ in
            { graph, values in
                guard values.count == 2 else { throw ShapeMismatch(expected: "two arguments", found: "\(values.count)") }
                let operands = values.map { value in
                    switch value {
                    case .tensor(let tensor): tensor
                    case .number(let number): graph.constant(Tensor(shape: [1], values: [number]))
                    }
                }
                switch (kind, values[0], values[1]) {
                case (_, .number, .number): throw ShapeMismatch(expected: "a tensor", found: "two numbers")
                case (.add, .tensor(let x), .number(let c)), (.add, .number(let c), .tensor(let x)):
                    return try graph.scale(x, by: 1, offset: c)
                case (.multiply, .tensor(let x), .number(let c)), (.multiply, .number(let c), .tensor(let x)):
                    return try graph.scale(x, by: c)
                case (.subtract, .tensor(let x), .number(let c)): return try graph.scale(x, by: 1, offset: -c)
                case (.subtract, .number(let c), .tensor(let x)): return try graph.scale(x, by: -1, offset: c)
                default: return try graph.elementwise(kind, operands[0], operands[1])
                }
            }
        }
    }

    private static func clip(_ options: inout LayerOptions) throws -> Lowering {
        guard let least = try options.number("x_min"), let greatest = try options.number("x_max") else {
            throw options.fault("x_min", expected: "x_min and x_max", found: nil)
        }
        return { graph, values in
            let x = try tensors(values, 1...1)[0]
            if least == 0 { return try graph.activation(x, .relu(maximum: greatest)) }
            let raised = try graph.maximum([x, graph.constant(Tensor(shape: [1], values: [least]))])
            return try graph.minimum([raised, graph.constant(Tensor(shape: [1], values: [greatest]))])
        }
    }

    private static func reduction(_ kind: ReductionKind) -> Reading {
        { options in
            let axes = try options.integers("axis")
            let keeps = try options.flag("keepdims", default: false)
            guard let axes else { throw options.fault("axis", expected: "axes", found: nil) }
            return { graph, values in
                try graph.reduction(tensors(values, 1...1)[0], kind, axes: axes, keepDimensions: keeps)
            }
        }
    }

    private static func concatenate(_ options: inout LayerOptions) throws -> Lowering {
        let axes = try options.integers("axis") ?? [0]
        return { graph, values in try graph.concatenate(tensors(values, 1...Int.max), axis: axes[0]) }
    }

    /// The whole shape, the batch included, of which one extent may be -1.
    private static func reshape(_ options: inout LayerOptions) throws -> Lowering {
        guard let shape = try options.integers("newshape") else {
            throw options.fault("newshape", expected: "the whole shape", found: nil)
        }
        return { graph, values in try graph.reshape(tensors(values, 1...1)[0], toWhole: shape) }
    }

    private static func transpose(_ options: inout LayerOptions) throws -> Lowering {
        let axes = try options.integers("axes")
        return { graph, values in
            let x = try tensors(values, 1...1)[0]
            return try graph.transpose(x, permutation: axes ?? graph.shape(of: x).indices.reversed())
        }
    }
}
