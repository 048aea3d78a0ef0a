public import NeuralNetwork
import OrderedCollections

/// `Lambda` of Keras: a function as a layer, written in operations.
///
/// ```swift
/// let y = Lambda { graph, x in try graph.scale(x, by: 0.5) }(x)
/// ```
///
/// A model with such a function can't be saved, for a file can't hold it; one that has a name can, and is found by it when the
/// file is loaded: `Lambda(LambdaFunction("halve") { … })`.
public struct Lambda: LayerBuilder {
    public let definition: LayerDefinition

    /// What stands in a configuration for a function that has no name.
    static let nameless = "<closure>"

    /// A function of one tensor.
    public init(
        inputShape: [Int?]? = nil, name: String? = nil,
        _ function: @escaping @Sendable (_ graph: inout Graph, _ x: Graph.Value) throws -> Graph.Value
    ) {
        self.init(
            LambdaFunction(Self.nameless) { graph, inputs, _ in
                guard inputs.count == 1 else { throw ShapeMismatch(expected: "one input", found: "\(inputs.count)") }
                return try function(&graph, inputs[0])
            }, inputShape: inputShape, name: name)
    }

    /// A function that a file can name, of as many tensors as its call brings.
    ///
    /// - Parameter arguments: numbers that the function gets beside the tensors.
    public init(
        _ function: LambdaFunction, arguments: KeyValuePairs<String, Double> = [:], inputShape: [Int?]? = nil, name: String? = nil
    ) {
        let arguments = OrderedDictionary(uniqueKeysWithValues: arguments.map { ($0.key, JSON.number($0.value)) })
        definition = LayerDefinition(
            "Lambda", name: name, inputShape: inputShape, content: .function(function),
            options: [
                "function": .string(function.name), "function_type": "function", "module": "__main__", "output_shape": .null,
                "output_shape_type": "raw", "output_shape_module": .null, "arguments": .object(arguments),
            ])
    }
}

/// A function of Python: registered by the caller, known by its name, or read from its code, which is never run.
struct LambdaLayer: Layer {
    private enum Body: Sendable {
        case registered(LambdaFunction, [String: Double])
        case named(LambdaCatalogue.Entry)
        case program(FunctionProgram, PythonCode, defaults: [PythonValue], closure: [PythonValue])
    }

    private let body: Body
    private let arguments: [(name: String, value: PythonValue)]
    private let layerName: String
    private let context: ReadingContext
    private let functionName: String

    init(from options: inout LayerOptions) throws {
        guard let value = options.value("function") else {
            throw options.fault("function", expected: "a function", found: nil)
        }
        let given = options.value("arguments")?.object ?? [:]
        arguments = given.map { ($0.key, PythonValue($0.value)) }
        (layerName, context) = (options.layerName, options.context)
        // The rules of the operations stand for the declared shape.
        options.ignore("function_type", "module", "output_shape", "output_shape_type", "output_shape_module", "mask")
        let registered = options.context.lambdas
        if let own = registered.first(where: { $0.name == options.layerName }) {
            functionName = own.name
            body = .registered(own, given.compactMapValues(\.number).reduce(into: [:]) { $0[$1.key] = $1.value })
            return
        }
        let serialized: SerializedFunction
        do {
            serialized = try SerializedFunction.read(value)
        } catch {
            throw options.fault("function", expected: "a function (\(error))", found: value)
        }
        functionName = serialized.name
        if let own = registered.first(where: { $0.name == serialized.name }) {
            body = .registered(own, given.compactMapValues(\.number).reduce(into: [:]) { $0[$1.key] = $1.value })
            return
        }
        body = try Self.body(serialized, options)
    }

    private static func body(_ function: SerializedFunction, _ options: LayerOptions) throws -> Body {
        switch function {
        case .named(let name, let module):
            guard let entry = LambdaCatalogue.entry(name, module: module) else {
                throw KerasError.unreadableFunction(
                    file: options.context.path, layer: options.layerName, function: name,
                    reason: "the file has its name alone, which Framerill doesn't know", listing: nil)
            }
            return .named(entry)
        case .code(let code, let defaults, let closure):
            do {
                return .program(try BytecodeReader.read(code), code, defaults: defaults, closure: closure)
            } catch {
                if let entry = LambdaCatalogue.entry(code) { return .named(entry) }
                throw unreadable(code, error, options.layerName, options.context)
            }
        }
    }

    private static func unreadable(_ code: PythonCode, _ fault: ReadingFault, _ layer: String, _ context: ReadingContext)
        -> KerasError
    {
        .unreadableFunction(
            file: context.path, layer: layer, function: code.name, reason: fault.description,
            listing: Disassembly.text(of: code, BytecodeReader.fittingVersion(code)))
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        try shapesByLowering(inputs)
    }

    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] {
        let operands = inputs.map { OperatorValue.tensor(TensorOperand(value: $0)) }
        let first = operands.count == 1 ? operands[0] : .list(operands)
        switch body {
        case .registered(let function, let numbers): return [try function.lower(&graph, inputs, numbers)]
        case .named(let entry):
            do {
                var keywords = try (entry.arguments + arguments).map { ($0.name, try OperatorValue($0.value)) }
                if entry.needsAxis, !keywords.contains(where: { $0.0 == "axis" || $0.0 == "dim" }) {
                    guard inputs.count == 1, graph.shape(of: inputs[0]).count == 2 else {
                        throw ReadingFault("the file doesn't say along which axis it works")
                    }
                    keywords.append(("axis", .integer(-1)))
                }
                return try graph.outputs(
                    of: FunctionTable.call(entry.function, [first], keywords, version: context.version, in: &graph))
            } catch let fault as ReadingFault {
                throw KerasError.unreadableFunction(
                    file: context.path, layer: layerName, function: functionName, reason: fault.description, listing: nil)
            }
        case .program(let program, let code, let defaults, let closure):
            do {
                let evaluation = try LambdaBinding(code, arguments, defaults: defaults, closure: closure)
                    .evaluation(first, version: context.version)
                return try graph.outputs(of: evaluation.result(of: program, in: &graph))
            } catch let fault as ReadingFault {
                throw Self.unreadable(code, fault, layerName, context)
            }
        }
    }
}
