import NeuralNetwork
import OrderedCollections

/// An operation of `keras.ops`, or an operator like `y * 2`, which Keras 3 saves among a model's layers.
///
/// Its class name may be that of a layer too ("Multiply"); what tells it apart is that it has neither `trainable` nor `dtype`. The
/// numbers among its arguments stand in its only call.
struct OperationLayer: Layer {
    /// An argument of the call: one of its tensors, or a number.
    enum Operand: Hashable, Sendable {
        case tensor
        case number(Float)
    }

    private let operands: [Operand]
    private let lowering: OperationCatalogue.Lowering

    static func isOperation(_ config: OrderedDictionary<String, JSON>, in version: KerasVersion) -> Bool {
        version.major >= 3 && config["trainable"] == nil && config["dtype"] == nil
            && config["batch_shape"] == nil
    }

    init(
        _ config: OrderedDictionary<String, JSON>, name: String, className: String, calls: [InboundCalls.Call],
        context: ReadingContext
    ) throws {
        guard let reading = OperationCatalogue.entries.first(where: { $0.name == className })?.read else {
            throw KerasError.unknownLayer(
                file: context.path, layer: name, className: className, known: OperationCatalogue.names)
        }
        var options = LayerOptions(config, layerName: name, className: className, context: context)
        guard calls.count == 1 else {
            throw options.fault("inbound_nodes", expected: "one call", found: .integer(calls.count))
        }
        operands = try calls[0].arguments.map { argument in
            switch argument {
            case .tensor: .tensor
            case .constant(let value): .number(try options.number("args", value))
            }
        }
        lowering = try reading(&options)
        try options.finish()
    }

    init(from options: inout LayerOptions) throws {
        preconditionFailure("operation \"\(options.layerName)\" (\(options.className)) was read without its call")
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] { try shapesByLowering(inputs) }

    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] {
        var rest = inputs[...]
        let values = operands.map { operand -> OperationCatalogue.Value in
            switch operand {
            case .tensor: .tensor(rest.removeFirst())
            case .number(let number): .number(number)
            }
        }
        return [try lowering(&graph, values)]
    }
}
