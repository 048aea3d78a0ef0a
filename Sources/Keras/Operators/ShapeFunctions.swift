import NeuralNetwork

/// Functions that give the same elements another shape or order.
enum ShapeFunctions {
    static let functions: [TensorFunction] = [
        TensorFunction("tf K ops np: reshape; raw: Reshape", "X shape|newshape _name") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let target = try extents(arguments.needed("shape"), "shape", arguments, for: operand.value, in: graph)
            return operand.with(try graph.reshape(operand.value, toShape: target))
        },
        TensorFunction(
            "tf ops np: transpose; K: permute_dimensions transpose; raw: Transpose", "X perm|pattern|axes _name _conjugate"
        ) {
            graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let rank = graph.shape(of: operand.value).count
            let order = try arguments.integers("perm") ?? Array((0..<rank).reversed())
            return operand.with(try graph.transpose(operand.value, permutation: order.map { try resolvedAxis($0, rank: rank) }))
        },
        TensorFunction("tf K ops np: expand_dims; raw: ExpandDims", "X axis|dim _name") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            var axes = try arguments.integers("axis") ?? [-1]
            let rank = graph.shape(of: operand.value).count + axes.count
            axes = try axes.map { try resolvedAxis($0, rank: rank) }.sorted()
            return operand.with(try axes.reduce(operand.value) { try graph.expandDimensions($0, axis: $1) })
        },
        TensorFunction("tf K ops np: squeeze; raw: Squeeze", "X axis|squeeze_dims _name squeeze_dims") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let shape = graph.shape(of: operand.value)
            let given = try arguments.integers("axis") ?? arguments.integers("squeeze_dims") ?? []
            let axes = Set(
                try given.isEmpty
                    ? shape.indices.filter { shape[$0] == 1 } : given.map { try resolvedAxis($0, rank: shape.count) })
            for axis in axes.sorted() where shape[axis] != 1 {
                throw ShapeMismatch(expected: "an extent of 1 along axis \(axis)", found: shape.pythonText)
            }
            let rest = shape.indices.filter { !axes.contains($0) }.map { shape[$0] }
            return operand.with(try graph.reshape(operand.value, toShape: rest))
        },
        TensorFunction("K: batch_flatten; tf.layers: flatten; tf.contrib.layers: flatten", "X _name") { graph, arguments in
            .tensor(TensorOperand(value: try graph.flatten(arguments.tensor("x", in: &graph))))
        },
        TensorFunction("ops np: ravel", "X") { graph, arguments in
            .tensor(TensorOperand(value: try graph.reshape(arguments.tensor("x", in: &graph), toWhole: [-1])))
        },
        TensorFunction("ops np: swapaxes moveaxis", "X source|axis1 destination|axis2") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let rank = graph.shape(of: operand.value).count
            guard let first = try arguments.integer("source"), let second = try arguments.integer("destination") else {
                throw arguments.fault("source", "two axes", nil)
            }
            let (from, to) = (try resolvedAxis(first, rank: rank), try resolvedAxis(second, rank: rank))
            var order = Array(0..<rank)
            if arguments.function.hasSuffix("swapaxes") {
                order.swapAt(from, to)
            } else {
                order.remove(at: from)
                order.insert(from, at: to)
            }
            return operand.with(try graph.transpose(operand.value, permutation: order))
        },
        TensorFunction("tf K ops: shape; K: int_shape; np: shape; raw: Shape", "X _name _out_type") { graph, arguments in
            let value = try arguments.needed("x")
            guard let operand = value.tensor else {
                guard let array = NumericArray(value) else { throw arguments.fault("x", "a tensor", value) }
                return .vector(array.shape.map { .integer($0) })
            }
            return arguments.function == "K.int_shape"
                ? .list(graph.staticShape(of: operand.value)) : .vector(graph.extents(of: operand.value))
        },
        TensorFunction("tf: rank; K ops np: ndim; raw: Rank", "X _name") { graph, arguments in
            .integer(graph.shape(of: try arguments.tensor("x", in: &graph)).count)
        },
        TensorFunction("tf ops np: broadcast_to; raw: BroadcastTo", "X shape _name") { graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            let value = try arguments.needed("shape")
            let extents = value.elements?.enumerated().map { axis, extent in
                // The batch that the tensor has already.
                if case .extent(let open) = extent, axis == 0, open.axis == 0, open.factor == 1 { 1 } else { extent.integer }
            }
            guard let extents, extents.allSatisfy({ $0.map { (1...SizeLimits.option).contains($0) } ?? false }) else {
                throw arguments.fault("shape", "a known shape", value)
            }
            let target = extents.compactMap(\.self)
            let ones = try NumericArray(shape: target, repeating: 1)
            return .tensor(TensorOperand(value: try graph.multiply([x, graph.constant(ones.tensor)])))
        },
    ]

    /// The extents that a list of numbers means for a reshaped `x`: nil for -1 and for what only the input decides.
    static func extents(
        _ value: OperatorValue, _ name: String, _ arguments: OperatorArguments, for x: Graph.Value, in graph: Graph
    ) throws -> Shape {
        let elements: [OperatorValue]? = value.integer != nil ? [value] : value.elements
        guard let elements else { throw arguments.fault(name, "a shape", value) }
        let source = graph.shape(of: x)
        var shape = try elements.map { element -> Int? in
            switch element {
            case .extent, .none: return nil
            default:
                guard let integer = element.integer, integer == -1 || (1...SizeLimits.option).contains(integer) else {
                    throw arguments.fault(name, "extents of at least 1, or -1", value)
                }
                return integer == -1 ? nil : integer
            }
        }
        // With the batch given, one unknown extent follows from the others.
        if shape.count > 1, shape[0] == nil, source.first == .some(nil), let count = source.elementsPerItem,
            case let unknown = shape.indices.dropFirst().filter({ shape[$0] == nil }), unknown.count == 1
        {
            let rest = shape.dropFirst().compactMap(\.self).reduce(1, *)
            if rest > 0, count % rest == 0, case .extent = elements[0] { shape[unknown[0]] = count / rest }
        }
        return shape
    }
}

extension TensorOperand {
    /// The same kind of elements in another tensor.
    func with(_ value: Graph.Value) -> OperatorValue { .tensor(TensorOperand(value: value, element: element)) }
}

extension Graph {
    /// A shape as numbers, and as extents of the tensor where they are not known.
    func extents(of x: Value) -> [OperatorValue] {
        shape(of: x).enumerated().map { axis, extent in
            extent.map { .integer($0) } ?? .extent(OpenExtent(tensor: x, axis: axis))
        }
    }

    /// A shape as Python sees it while a model is built: None where it is not known.
    func staticShape(of x: Value) -> [OperatorValue] { shape(of: x).map { $0.map { .integer($0) } ?? .none } }
}
