public import NeuralNetwork

/// A layer of one's own, written in operations, which is trained as any other: `Custom(Swish())(x)`.
public protocol CustomLayer: Sendable {
    /// The class as configurations name it; unless stated otherwise the name of the type.
    static var className: String { get }

    /// The weights of a layer that is called with inputs of these shapes, batch first; none unless stated otherwise.
    func weights(for inputs: [Shape]) throws -> [CustomWeight]

    /// The shapes that the layer gives; unless stated otherwise those of the operations.
    func outputShapes(of inputs: [Shape]) throws -> [Shape]

    /// Adds the layer's operations to `graph` and gives the results.
    ///
    /// - Parameter weights: as many and of the shapes that `weights(for:)` asked for.
    func call(_ inputs: [Graph.Value], weights: [Tensor], in graph: inout Graph) throws -> [Graph.Value]
}

/// A weight of a layer of one's own.
public struct CustomWeight: Sendable {
    let name: String
    let shape: [Int]
    let initializer: InitializerOption
    let isTrainable: Bool

    public init(_ name: String, _ shape: [Int], _ initializer: InitializerOption = "glorot_uniform", isTrainable: Bool = true) {
        (self.name, self.shape, self.initializer, self.isTrainable) = (name, shape, initializer, isTrainable)
    }
}

extension CustomLayer {
    public static var className: String { "\(Self.self)" }

    public func weights(for inputs: [Shape]) throws -> [CustomWeight] { [] }

    public func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        var graph = Graph()
        let values = try inputs.indices.map { try graph.input(name: "\($0)", shape: inputs[$0]) }
        let weights = try weights(for: inputs).map {
            Tensor(shape: $0.shape, values: Array(repeating: 0, count: $0.shape.reduce(1, *)))
        }
        return try call(values, weights: weights, in: &graph).map { graph.shape(of: $0) }
    }
}

/// A layer of one's own where models are built.
public struct Custom: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameter name: unless given the class in small letters, counted as Keras' own.
    public init(_ layer: some CustomLayer, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true) {
        definition = LayerDefinition(
            type(of: layer).className, name: name, isTrainable: isTrainable, inputShape: inputShape,
            content: .custom(CustomLayerReading(custom: layer)))
    }
}

/// A caller's layer among the others.
struct CustomLayerReading: Layer {
    static let kerasName = "Custom"

    let custom: any CustomLayer

    init(custom: any CustomLayer) { self.custom = custom }

    init(from options: inout LayerOptions) throws {
        preconditionFailure("layer \"\(options.layerName)\" is known by its value, not by options")
    }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] {
        try custom.weights(for: inputs).map {
            WeightSpecification($0.name, $0.shape, isTrainable: $0.isTrainable, initializer: $0.initializer.json)
        }
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] { try custom.outputShapes(of: inputs) }

    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] {
        try custom.call(inputs, weights: weights, in: &graph)
    }
}
