import NeuralNetwork

/// Subscripts, and functions that take some elements along axes.
enum SliceFunctions {
    static let functions: [TensorFunction] = [
        TensorFunction("tf.__operators__: getitem; ops: get_item", "X|a slice_spec|key") { graph, arguments in
            let value = try arguments.needed("x")
            return try subscription(value, arguments.needed("slice_spec"), in: &graph)
        },
        TensorFunction("tf ops: slice; K: slice; raw: Slice", "X begin|start|start_indices size|shape _name") {
            graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            guard let begin = try arguments.integers("begin"), let size = try arguments.integers("size"),
                begin.count == size.count, begin.count == graph.shape(of: operand.value).count
            else { throw arguments.fault("size", "a beginning and a size for each axis", nil) }
            let axes = zip(begin, size).map { begin, size -> AxisSelection in
                if begin == 0, size == -1 { return .all }
                return .range(start: begin, stop: size == -1 ? nil : begin + size, step: 1)
            }
            return operand.with(try graph.selection(operand.value, axes))
        },
        TensorFunction(
            "raw tf: StridedSlice strided_slice",
            "X begin end strides begin_mask end_mask ellipsis_mask new_axis_mask shrink_axis_mask _name"
        ) {
            graph, arguments in try stridedSlice(&graph, &arguments)
        },
        TensorFunction(
            "tf K ops np: gather take; raw: GatherV2", "X|reference indices axis _name _validate_indices batch_dims _mode"
        ) { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let axis = try arguments.integer("axis") ?? 0
            let value = try arguments.needed("indices")
            let batch = try arguments.integer("batch_dims") ?? 0
            let position = try resolvedAxis(axis, rank: graph.shape(of: operand.value).count)
            if value.hasTensor || batch != 0 {
                guard let indices = try graph.operand(value) else { throw arguments.fault("indices", "indices", value) }
                let own = graph.shape(of: indices.value).count
                return operand.with(
                    try graph.gather(
                        operand.value, indices.value, axis: max(position, batch), batchAxes: batch < 0 ? batch + own : batch))
            }
            if let index = value.integer { return try element(operand, index, axis: position, in: &graph) }
            if let array = NumericArray(value), array.shape.count > 1 {
                return operand.with(try graph.gather(operand.value, graph.constant(array.tensor), axis: position))
            }
            guard let indices = value.elements?.map(\.integer), !indices.contains(nil), indices.count <= 1 << 20 else {
                throw arguments.fault("indices", "known indices", value)
            }
            return operand.with(try graph.select(operand.value, axis: position, .indices(indices.compactMap(\.self))))
        },
        TensorFunction("tf: reverse reverse_v2; K: reverse; ops np: flip; raw: ReverseV2", "X axis|axes|dims _name") {
            graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let rank = graph.shape(of: operand.value).count
            let given = try arguments.integers("axis") ?? Array(0..<rank)
            let axes = Set(try given.map { try resolvedAxis($0, rank: rank) })
            return operand.with(
                try graph.selection(
                    operand.value, (0..<rank).map { axes.contains($0) ? .range(start: nil, stop: nil, step: -1) : .all }))
        },
        TensorFunction("tf ops np: roll", "X shift axis _name") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            guard let shift = try arguments.integer("shift"), let axis = try arguments.integer("axis") else {
                throw arguments.fault("shift", "a number and an axis", nil)
            }
            let position = try resolvedAxis(axis, rank: graph.shape(of: operand.value).count)
            guard let extent = graph.shape(of: operand.value)[position], extent > 0 else {
                throw ShapeMismatch(
                    expected: "a known extent along axis \(axis)", found: graph.shape(of: operand.value).pythonText)
            }
            let offset = ((-shift % extent) + extent) % extent
            return operand.with(
                try graph.select(operand.value, axis: position, .indices((0..<extent).map { ($0 + offset) % extent })))
        },
    ]

    /// What stands at one index of an axis, without that axis.
    static func element(_ operand: TensorOperand, _ index: Int, axis: Int, in graph: inout Graph) throws -> OperatorValue {
        let one = try graph.select(operand.value, axis: axis, .indices([index]))
        var rest = graph.shape(of: one)
        rest.remove(at: axis)
        guard !rest.isEmpty else { return operand.with(one) }
        return operand.with(try graph.reshape(one, toShape: rest))
    }

    /// `value[key]` on lists, shapes, arrays and tensors.
    static func subscription(_ value: OperatorValue, _ key: OperatorValue, in graph: inout Graph) throws -> OperatorValue {
        if case .tensor(let operand) = value {
            if case .list(let keys) = key { return try subscription(operand, keys, in: &graph) }
            return try subscription(operand, [key], in: &graph)
        }
        guard let elements = value.elements else {
            guard !value.hasTensor, let array = NumericArray(value) else {
                throw ReadingFault("it takes a part of \(value.kind)")
            }
            return try subscription(.tensor(TensorOperand(value: graph.constant(array.tensor))), key, in: &graph)
        }
        if let index = key.integer {
            guard (-elements.count..<elements.count).contains(index) else {
                throw ReadingFault("it takes element \(index) of \(elements.count)")
            }
            return elements[index < 0 ? index + elements.count : index]
        }
        guard case .slice(let start, let stop, let step) = key, let range = range(start, stop, step) else {
            throw ReadingFault("it takes the part \(key.kind) of a list")
        }
        let chosen = try range.indices(of: elements.count).map { elements[$0] }
        if case .list = value { return .list(chosen) }
        if case .array = value, let array = NumericArray(.list(chosen)) { return .array(array) }
        return .vector(chosen)
    }

    private static func range(_ start: OperatorValue, _ stop: OperatorValue, _ step: OperatorValue) -> AxisSelection? {
        func bound(_ value: OperatorValue) -> Int?? {
            if value.isNone { return .some(nil) }
            return value.integer.map { .some($0) }
        }
        guard let start = bound(start), let stop = bound(stop), let step = bound(step), step != 0 else { return nil }
        return start == nil && stop == nil && (step ?? 1) == 1 ? .all : .range(start: start, stop: stop, step: step ?? 1)
    }

    /// A tensor's part by a key for each axis: an index, a slice, `...`, None for a new axis.
    private static func subscription(_ operand: TensorOperand, _ keys: [OperatorValue], in graph: inout Graph) throws
        -> OperatorValue
    {
        let shape = graph.shape(of: operand.value)
        let used = keys.count { key in if case .ellipsis = key { false } else { !key.isNone } }
        guard used <= shape.count else {
            throw ShapeMismatch(expected: "at most \(shape.count) indices for \(shape.pythonText)", found: "\(used)")
        }
        var (axes, target, axis, kept) = ([AxisSelection](), [Int?](), 0, [Int?]())
        func keepAll(_ count: Int) {
            for _ in 0..<count {
                axes.append(.all)
                kept.append(axis)
                axis += 1
            }
        }
        var hasEllipsis = false
        for key in keys {
            switch key {
            case .none: kept.append(nil)
            case .ellipsis where !hasEllipsis:
                hasEllipsis = true
                keepAll(shape.count - used)
            case .slice(let start, let stop, let step):
                guard let range = range(open(start, of: operand.value, axis), open(stop, of: operand.value, axis), step)
                else {
                    throw ReadingFault("it takes a part between \(start.kind) and \(stop.kind) in steps of \(step.kind)")
                }
                axes.append(range)
                kept.append(axis)
                axis += 1
            default:
                guard let index = key.integer else { throw ReadingFault("it takes the part \(key.kind) of a tensor") }
                axes.append(.indices([index]))
                axis += 1
            }
        }
        keepAll(shape.count - axis)
        let chosen = try graph.selection(operand.value, axes)
        let extents = graph.shape(of: chosen)
        target = kept.map { $0 == nil ? 1 : extents[$0!] }
        if target.isEmpty { target = [1] }
        return operand.with(
            target.count == extents.count && kept == Array(0..<extents.count)
                ? chosen : try graph.reshape(chosen, toShape: target))
    }

    /// A bound that is the axis' own unknown extent is no bound.
    private static func open(_ bound: OperatorValue, of tensor: Graph.Value, _ axis: Int) -> OperatorValue {
        if case .extent(let extent) = bound, extent == OpenExtent(tensor: tensor, axis: axis) { return .none }
        return bound
    }

    /// TensorFlow's own form of a subscript: lists of bounds, and masks with a bit for each of them.
    private static func stridedSlice(_ graph: inout Graph, _ arguments: inout OperatorArguments) throws -> OperatorValue {
        let operand = try arguments.operand("x", in: &graph)
        guard let begin = try arguments.integers("begin"), let end = try arguments.integers("end"), begin.count == end.count
        else {
            throw arguments.fault("begin", "beginnings and ends", nil)
        }
        let strides = try arguments.integers("strides") ?? Array(repeating: 1, count: begin.count)
        guard strides.count == begin.count, begin.count <= 32 else {
            throw arguments.fault("strides", "a step for each axis", nil)
        }
        let masks = try ["begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask"].map {
            try arguments.integer($0) ?? 0
        }
        func has(_ mask: Int, _ index: Int) -> Bool { masks[mask] >> index & 1 == 1 }
        let keys = begin.indices.map { index -> OperatorValue in
            if has(2, index) { return .ellipsis }
            if has(3, index) { return .none }
            if has(4, index) { return .integer(begin[index]) }
            return .slice(
                start: has(0, index) ? .none : .integer(begin[index]), stop: has(1, index) ? .none : .integer(end[index]),
                step: .integer(strides[index]))
        }
        return try subscription(operand, keys, in: &graph)
    }
}

extension Graph {
    /// Takes indices along one axis.
    mutating func select(_ x: Value, axis: Int, _ selection: AxisSelection) throws -> Value {
        var axes = [AxisSelection](repeating: .all, count: shape(of: x).count)
        axes[axis] = selection
        return try self.selection(x, axes)
    }
}
