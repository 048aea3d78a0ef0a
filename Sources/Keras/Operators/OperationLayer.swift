import NeuralNetwork
import OrderedCollections

/// An operation among a model's layers: TFOpLambda, SlicingOpLambda and TensorFlowOpLayer of tf.keras, and what operators and
/// `keras.ops` leave in files of Keras 3. Beside tensors its only call has other arguments too.
struct OperationLayer: Layer {
    private(set) var call: OperationCall
    let name: OperationName
    private let layerName: String
    private let className: String
    private let context: ReadingContext

    init(
        _ config: OrderedDictionary<String, JSON>, name: String, className: String, calls: [InboundCalls.Call],
        context: ReadingContext
    ) throws {
        var options = LayerOptions(config, layerName: name, className: className, context: context)
        guard calls.count == 1, let call = calls[0].operation else {
            throw options.fault("inbound_nodes", expected: "one call", found: .integer(calls.count))
        }
        self.call = call
        (layerName, self.className, self.context) = (name, className, context)
        self.name = try OperationName(className, &options)
        guard FunctionTable.function(self.name.function) != nil else {
            throw KerasError.operation(
                file: context.path, layer: name, className: className,
                reason: "\(self.name.function) is not a function that Framerill knows")
        }
        try options.finish()
    }

    init(from options: inout LayerOptions) throws {
        preconditionFailure("operation \"\(options.layerName)\" (\(options.className)) was read without its call")
    }

    /// The same with calls of operations in place of the tensors that they give.
    func inlining(_ operation: (NamedTensor) -> OperationLayer?) -> OperationLayer {
        var layer = self
        layer.call = call.inlining(operation)
        return layer
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] { try shapesByLowering(inputs) }

    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] {
        do {
            return try graph.outputs(of: result(inputs, in: &graph))
        } catch let fault as ReadingFault {
            throw KerasError.operation(
                file: context.path, layer: layerName, className: className, reason: fault.description)
        }
    }

    /// What the operation gives, which need not be a tensor.
    private func result(_ inputs: [Graph.Value], in graph: inout Graph) throws -> OperatorValue {
        var positional = try call.positional.map { try value($0, inputs, &graph) }
        var keywords = try call.keywords.map { ($0.name, try value($0.value, inputs, &graph)) }
        keywords += try name.keywords.map { ($0.name, try OperatorValue($0.value)) }
        if name.isNode { positional = try operands(positional) }
        return try FunctionTable.call(name.function, positional, keywords, version: context.version, in: &graph)
    }

    private func value(
        _ argument: OperationCall.Argument, _ inputs: [Graph.Value], _ graph: inout Graph
    ) throws -> OperatorValue {
        switch argument {
        case .tensor(let index): return .tensor(TensorOperand(value: inputs[index]))
        case .value(let value): return try OperatorValue(value)
        case .list(let elements): return .list(try elements.map { try value($0, inputs, &graph) })
        case .slice(let start, let stop, let step):
            return .slice(
                start: try value(start, inputs, &graph), stop: try value(stop, inputs, &graph),
                step: try value(step, inputs, &graph))
        case .known(let layer, let output, let tensors):
            let result = try layer.result(tensors.map { inputs[$0] }, in: &graph)
            guard case .list(let elements) = result else { return result }
            guard elements.indices.contains(output) else { throw ReadingFault("an operation gives no result \(output)") }
            return elements[output]
        }
    }

    /// A node's operands in their order: known ones stand at given places, tensors fill the others.
    private func operands(_ positional: [OperatorValue]) throws -> [OperatorValue] {
        var tensors = positional.flatMap { value in if case .list(let elements) = value { elements } else { [value] } }[...]
        var operands: [OperatorValue] = []
        while !tensors.isEmpty || name.constants.keys.contains(where: { $0 >= operands.count }) {
            if let constant = name.constants[operands.count] {
                operands.append(try OperatorValue(constant))
            } else if let tensor = tensors.popFirst() {
                operands.append(tensor)
            } else {
                throw ReadingFault("operand \(operands.count) is missing")
            }
        }
        // Nodes with any number of tensors take them as a list.
        switch name.function {
        case "raw.ConcatV2" where operands.count > 1: return [.list(operands.dropLast()), operands[operands.count - 1]]
        case "raw.AddN", "raw.Pack": return [.list(operands)]
        default: return operands
        }
    }
}

extension Graph {
    /// The tensors that a value is, one for each of a list's elements. What is known becomes a constant.
    mutating func outputs(of value: OperatorValue) throws -> [Value] {
        switch value {
        case .list(let elements) where value.hasTensor:
            return try elements.map { element in
                guard let operand = try operand(element) else { throw ReadingFault("it gives \(element.kind)") }
                return operand.value
            }
        case .vector(let elements): return [try extents(elements, isSingle: false)]
        case .extent, .integer: return [try extents([value], isSingle: true)]
        default:
            guard let operand = try operand(value) else { throw ReadingFault("it gives \(value.kind)") }
            return [operand.value]
        }
    }

    private mutating func extents(_ elements: [OperatorValue], isSingle: Bool) throws -> Value {
        var inputs: [Value] = []
        let entries = try elements.map { element -> Extents.Entry in
            switch element {
            case .extent(let extent):
                inputs.append(extent.tensor)
                return .extent(input: inputs.count - 1, axis: extent.axis, factor: extent.factor)
            default:
                guard let integer = element.integer else { throw ReadingFault("it gives \(element.kind)") }
                return .number(integer)
            }
        }
        return try add(Extents(entries: entries, isSingle: isSingle), inputs)
    }
}
