import NeuralNetwork

/// Functions that put tensors together or repeat them.
enum JoiningFunctions {
    static let functions: [TensorFunction] = [
        TensorFunction("tf K ops np keras.layers keras: concat concatenate", "X|values|tensors|arrays|xs|concat_dim axis _name") {
            graph, arguments in
            // In TensorFlow before 1.0 the axis came first.
            var value = try arguments.needed("x")
            var axis = arguments.value("axis")
            if value.integer != nil, let list = axis { (value, axis) = (list, value) }
            guard case .list(let elements) = value, !elements.isEmpty else {
                throw arguments.fault("x", "a list of tensors", value)
            }
            let absent = ["tf.concat", "ops.concatenate", "np.concatenate"].contains(arguments.function) ? 0 : -1
            guard let axis = axis == nil ? absent : axis?.integer else { throw arguments.fault("axis", "an axis", axis) }
            return try join(elements, axis: axis, arguments, in: &graph)
        },
        TensorFunction("raw: ConcatV2", "values axis") { graph, arguments in
            guard case .list(let elements) = try arguments.needed("values"), let axis = try arguments.integer("axis") else {
                throw arguments.fault("axis", "an axis", nil)
            }
            return try join(elements, axis: axis, arguments, in: &graph)
        },
        TensorFunction("tf K ops np: stack pack; raw: Pack", "X|values|tensors|arrays axis _name") { graph, arguments in
            let value = try arguments.needed("x")
            let axis = try arguments.integer("axis") ?? 0
            // A list of extents and numbers is a shape in the making.
            if !value.hasTensor, let elements = value.elements,
                elements.allSatisfy({ NumericArray($0)?.shape != [] ? isExtent($0) : true })
            {
                return .vector(elements)
            }
            arguments.set("x", value)
            return .tensor(TensorOperand(value: try graph.stack(arguments.tensors("x", in: &graph), axis: axis)))
        },
        TensorFunction("tf ops: unstack; raw: Unpack", "X num axis _name") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let axis = try resolvedAxis(arguments.integer("axis") ?? 0, rank: graph.shape(of: operand.value).count)
            let declared = try arguments.integer("num")
            guard let count = graph.shape(of: operand.value)[axis] ?? declared, count <= 4096 else {
                throw arguments.fault("num", "a known number of parts", nil)
            }
            return .list(
                try (0..<count).map { index in
                    try SliceFunctions.element(operand, index, axis: axis, in: &graph)
                })
        },
        TensorFunction("tf: split; raw: SplitV", "X num_or_size_splits|size_splits|axis_first axis|split_dim _num _name") {
            graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let axis = try arguments.integer("axis") ?? 0
            let sizes = try arguments.needed("num_or_size_splits")
            return try split(operand, sizes, axis: axis, areIndices: false, arguments, in: &graph)
        },
        TensorFunction("raw: Split", "axis X _num") { graph, arguments in
            let axis = try arguments.integer("axis") ?? 0
            let operand = try arguments.operand("x", in: &graph)
            let count = try arguments.integer("num") ?? 1
            return try split(operand, .integer(count), axis: axis, areIndices: false, arguments, in: &graph)
        },
        TensorFunction("ops np: split", "X|ary indices_or_sections axis") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let axis = try arguments.integer("axis") ?? 0
            let sections = try arguments.needed("indices_or_sections")
            return try split(operand, sections, axis: axis, areIndices: true, arguments, in: &graph)
        },
        TensorFunction("tf K ops np: tile; raw: Tile", "X multiples|n|repeats|reps _name") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            guard let counts = try arguments.integers("multiples") else { throw arguments.fault("multiples", "numbers", nil) }
            var x = operand.value
            while graph.shape(of: x).count < counts.count { x = try graph.expandDimensions(x, axis: 0) }
            let offset = graph.shape(of: x).count - counts.count
            for (axis, count) in counts.enumerated() where count != 1 {
                guard (1...4096).contains(count) else {
                    throw arguments.fault("multiples", "numbers of at least 1", .integer(count))
                }
                x = try graph.concatenate(Array(repeating: x, count: count), axis: axis + offset)
            }
            return operand.with(x)
        },
        TensorFunction("tf ops np: repeat; K: repeat_elements", "X repeats|rep axis _name") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            guard let count = try arguments.integer("repeats"), (1...4096).contains(count),
                let axis = try arguments.integer("axis")
            else { throw arguments.fault("repeats", "a number and an axis", nil) }
            let position = try resolvedAxis(axis, rank: graph.shape(of: operand.value).count)
            guard let extent = graph.shape(of: operand.value)[position] else {
                throw ShapeMismatch(
                    expected: "a known extent along axis \(axis)", found: graph.shape(of: operand.value).pythonText)
            }
            let indices = (0..<extent).flatMap { Array(repeating: $0, count: count) }
            return operand.with(try graph.select(operand.value, axis: position, .indices(indices)))
        },
        TensorFunction("K: repeat", "X n") { graph, arguments in
            let x = try graph.expandDimensions(arguments.tensor("x", in: &graph), axis: 1)
            guard let count = try arguments.integer("n"), (1...4096).contains(count) else {
                throw arguments.fault("n", "a number", nil)
            }
            return .tensor(TensorOperand(value: try graph.concatenate(Array(repeating: x, count: count), axis: 1)))
        },
        TensorFunction(
            "tf ops np: pad; raw: Pad PadV2 MirrorPad", "X paddings|pad_width mode constant_values _name"
        ) { graph, arguments in
            try pad(&graph, &arguments)
        },
        TensorFunction(
            "K: temporal_padding spatial_2d_padding spatial_3d_padding asymmetric_spatial_2d_padding",
            "X padding data_format|dim_ordering"
        ) { graph, arguments in
            try kerasPadding(&graph, &arguments)
        },
    ]

    private static func isExtent(_ value: OperatorValue) -> Bool { if case .extent = value { true } else { false } }

    private static func join(
        _ elements: [OperatorValue], axis: Int, _ arguments: OperatorArguments, in graph: inout Graph
    ) throws -> OperatorValue {
        // Shapes put together are a shape.
        if elements.allSatisfy({ $0.tensor == nil && !$0.hasTensor && $0.elements != nil }), axis == 0 || axis == -1 {
            return .vector(elements.flatMap { $0.elements ?? [] })
        }
        let operands = try elements.map { element in
            guard let operand = try graph.operand(element) else { throw arguments.fault("x", "a list of tensors", element) }
            return operand
        }
        return operands[0].with(try graph.concatenate(operands.map(\.value), axis: axis))
    }

    /// Parts along an axis: so many equal ones, of these sizes, or cut at these indices.
    private static func split(
        _ operand: TensorOperand, _ sections: OperatorValue, axis: Int, areIndices: Bool, _ arguments: OperatorArguments,
        in graph: inout Graph
    ) throws -> OperatorValue {
        let shape = graph.shape(of: operand.value)
        let position = try resolvedAxis(axis, rank: shape.count)
        guard let extent = shape[position] else {
            throw ShapeMismatch(expected: "a known extent along axis \(axis)", found: shape.pythonText)
        }
        var bounds: [Int]
        if let count = sections.integer {
            guard (1...4096).contains(count), extent % count == 0 else {
                throw ShapeMismatch(
                    expected: "an extent that is divisible by \(count) along axis \(axis)", found: shape.pythonText)
            }
            bounds = (0...count).map { $0 * extent / count }
        } else {
            guard let numbers = sections.elements?.map(\.integer), !numbers.contains(nil), numbers.count <= 4096 else {
                throw arguments.fault("num_or_size_splits", "a number or numbers", sections)
            }
            var known = numbers.compactMap(\.self)
            if areIndices {
                bounds = [0] + known + [extent]
            } else {
                let rest = extent - known.filter { $0 != -1 }.reduce(0, +)
                known = known.map { $0 == -1 ? rest : $0 }
                bounds = known.reduce(into: [0]) { $0.append($0.last! + $1) }
            }
            guard bounds == bounds.sorted(), bounds.last == extent else {
                throw ShapeMismatch(expected: "parts that make up axis \(axis) of \(shape.pythonText)", found: "\(known)")
            }
        }
        return .list(
            try zip(bounds, bounds.dropFirst()).map { start, stop in
                operand.with(try graph.select(operand.value, axis: position, .range(start: start, stop: stop, step: 1)))
            })
    }

    private static func pad(_ graph: inout Graph, _ arguments: inout OperatorArguments) throws -> OperatorValue {
        let operand = try arguments.operand("x", in: &graph)
        let value = try arguments.needed("paddings")
        let rank = graph.shape(of: operand.value).count
        var pairs = value.elements?.map { $0.elements?.map(\.integer) ?? [] } ?? []
        if case .array(let array) = value, array.shape == [rank, 2] {
            pairs = (0..<rank).map { [Int(array.values[2 * $0]), Int(array.values[2 * $0 + 1])] }
        }
        guard pairs.count == rank, pairs.allSatisfy({ $0.count == 2 && $0.allSatisfy { ($0 ?? -1) >= 0 } }) else {
            throw arguments.fault("paddings", "two numbers for each axis", value)
        }
        let amounts = pairs.map { BorderAmount(before: $0[0]!, after: $0[1]!) }
        var number = try arguments.number("constant_values")
        let mode = arguments.value("mode")
        if number == nil, let given = mode?.number { number = Float(given) }
        switch mode?.text?.uppercased() {
        case nil, "CONSTANT": return operand.with(try graph.pad(operand.value, amounts: amounts, value: number ?? 0))
        case "REFLECT", "SYMMETRIC":
            let skipped = mode?.text?.uppercased() == "REFLECT" ? 1 : 0
            var x = operand.value
            for (axis, amount) in amounts.enumerated() where amount != BorderAmount() {
                guard let extent = graph.shape(of: x)[axis], max(amount.before, amount.after) <= extent - skipped else {
                    throw ShapeMismatch(expected: "an axis longer than its padding", found: graph.shape(of: x).pythonText)
                }
                let before = (0..<amount.before).reversed().map { $0 + skipped }
                let after = (0..<amount.after).map { extent - 1 - skipped - $0 }
                x = try graph.select(x, axis: axis, .indices(before + Array(0..<extent) + after))
            }
            return operand.with(x)
        default: throw arguments.fault("mode", "CONSTANT, REFLECT or SYMMETRIC", mode)
        }
    }

    /// Zeros around the axes of space.
    private static func kerasPadding(_ graph: inout Graph, _ arguments: inout OperatorArguments) throws -> OperatorValue {
        let x = try arguments.tensor("x", in: &graph)
        let rank = graph.shape(of: x).count
        let value = arguments.value("padding")
        let format = try arguments.text("data_format")
        guard rank >= 3 else { throw ShapeMismatch(expected: "at least three axes", found: graph.shape(of: x).pythonText) }
        var pairs = Array(repeating: BorderAmount(before: 1, after: 1), count: rank - 2)
        if let value {
            let elements = value.elements ?? Array(repeating: value, count: rank - 2)
            if rank == 3, elements.count == 2, let before = elements[0].integer, let after = elements[1].integer {
                pairs = [BorderAmount(before: before, after: after)]
            } else {
                pairs = try elements.prefix(rank - 2).map { element in
                    if let both = element.integer { return BorderAmount(before: both, after: both) }
                    guard let sides = element.elements?.map(\.integer), sides.count == 2, let before = sides[0],
                        let after = sides[1]
                    else { throw arguments.fault("padding", "numbers or pairs of them", value) }
                    return BorderAmount(before: before, after: after)
                }
            }
        }
        let isFirst = format == "channels_first" || format == "th"
        let amounts = isFirst ? [.init(), .init()] + pairs : [.init()] + pairs + [.init()]
        return .tensor(TensorOperand(value: try graph.pad(x, amounts: amounts)))
    }
}
