import NeuralNetwork

/// Pooling of images.
enum WindowFunctions {
    static let functions: [TensorFunction] = [
        TensorFunction(
            "tf.nn: max_pool avg_pool max_pool2d avg_pool2d; raw: MaxPool AvgPool", "X ksize strides padding data_format _name"
        ) { graph, arguments in
            let isMaximum = arguments.function.lowercased().contains("max")
            let (size, strides) = (try window("ksize", &arguments), try window("strides", &arguments))
            return try pool(isMaximum, size, strides, &graph, &arguments)
        },
        TensorFunction("K: pool2d", "X pool_size strides padding|border_mode data_format|dim_ordering pool_mode") {
            graph, arguments in
            let mode = try arguments.text("pool_mode") ?? "max"
            let size = try window("pool_size", &arguments)
            let strides = arguments.value("strides") == nil ? (1, 1) : try window("strides", &arguments)
            return try pool(mode == "max", size, strides, &graph, &arguments)
        },
        TensorFunction("ops: max_pool average_pool", "X pool_size strides padding data_format _name") { graph, arguments in
            let size = try window("pool_size", &arguments)
            let strides = arguments.value("strides") == nil ? size : try window("strides", &arguments)
            return try pool(arguments.function.hasSuffix("max_pool"), size, strides, &graph, &arguments)
        },
    ]

    /// Rows and columns: `[1, rows, columns, 1]`, two numbers, or one for both.
    private static func window(_ name: String, _ arguments: inout OperatorArguments) throws -> (Int, Int) {
        guard let numbers = try arguments.integers(name), numbers.allSatisfy({ (1...4096).contains($0) }) else {
            throw arguments.fault(name, "positive integers", nil)
        }
        switch numbers.count {
        case 1: return (numbers[0], numbers[0])
        case 2: return (numbers[0], numbers[1])
        case 4 where numbers[0] == 1 && numbers[3] == 1: return (numbers[1], numbers[2])
        default: throw arguments.fault(name, "rows and columns", nil)
        }
    }

    private static func pool(
        _ isMaximum: Bool, _ size: (Int, Int), _ strides: (Int, Int), _ graph: inout Graph, _ arguments: inout OperatorArguments
    ) throws -> OperatorValue {
        let x = try arguments.tensor("x", in: &graph)
        let padding = (try arguments.text("padding") ?? "valid").lowercased()
        let format = try arguments.text("data_format") ?? "NHWC"
        guard ["same", "valid"].contains(padding) else { throw arguments.fault("padding", "same or valid", .text(padding)) }
        let isFirst = ["NCHW", "channels_first", "th"].contains(format)
        return .tensor(
            TensorOperand(
                value: try graph.withChannelsLast(x, isFirst ? .channelsFirst : .channelsLast) { graph, x in
                    try graph.pooling(
                        x, isMaximum ? .maximum : .average, size: size, strides: strides,
                        padding: padding == "same" ? .same : .valid)
                }))
    }
}
