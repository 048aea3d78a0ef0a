import NeuralNetwork
import OrderedCollections

/// A function of Python, known by its name or registered by the caller; its code is read, never run.
struct Lambda: Layer {
    let function: LambdaFunction
    let arguments: [String: Double]

    init(from options: inout LayerOptions) throws {
        guard let value = options.value("function") else {
            throw options.fault("function", expected: "a function", found: nil)
        }
        let serialized: SerializedFunction
        do {
            serialized = try SerializedFunction.read(value)
        } catch {
            throw options.fault("function", expected: "a function (\(error))", found: value)
        }
        guard
            let function = LambdaCatalogue.function(
                serialized, layer: options.layerName, registered: options.context.lambdas)
        else { throw options.unknown(serialized) }
        self.function = function
        var arguments: [String: Double] = [:]
        for (name, value) in options.value("arguments")?.object ?? [:] {
            guard let number = value.number else {
                throw options.fault("arguments", expected: "numbers", found: .object([name: value]))
            }
            arguments[name] = number
        }
        self.arguments = arguments
        // The engine's own shape rule stands for these.
        options.ignore("function_type", "module", "output_shape", "output_shape_type", "output_shape_module", "mask")
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        try shapesByLowering(inputs)
    }

    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] {
        [try function.lower(&graph, inputs, arguments)]
    }
}

extension LayerOptions {
    /// The objection to a function that no one knows, with what its code tells.
    fileprivate func unknown(_ function: SerializedFunction) -> KerasError {
        var description = function.name
        if case .code(let code) = function {
            let parameters = code.variables.prefix(max(code.parameterCount, 0)).joined(separator: ", ")
            description += "(\(parameters))"
            if !code.names.isEmpty { description += " using \(code.names.joined(separator: ", "))" }
        }
        return .unknownLambda(
            file: context.path, layer: layerName, function: description, known: LambdaCatalogue.names)
    }
}
