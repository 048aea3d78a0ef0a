import NeuralNetwork

/// `Rescaling` of Keras: `x · scale + offset`, by one number each or by one for each channel.
public struct Rescaling: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - scale: by which all is multiplied.
    ///   - offset: which is then added.
    public init(
        _ scale: Double, offset: Double = 0.0, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Rescaling", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["scale": .number(scale), "offset": .number(offset)])
    }
}

/// `x · scale + offset`, by one number each or by one for each channel.
struct RescalingLayer: SingleInputLayer {
    let scale: [Float]
    let offset: [Float]

    var maskRule: MaskRule { .passesSince(major: 3) }

    init(from options: inout LayerOptions) throws {
        guard let scale = try options.numbers("scale") else { throw options.fault("scale", expected: "a number", found: nil) }
        self.scale = scale
        offset = try options.numbers("offset") ?? [0]
    }

    func outputShape(of input: Shape) throws -> Shape {
        try broadcast(broadcast(input, [scale.count]), [offset.count])
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        if scale.count == 1, offset.count == 1 { return try graph.scale(x, by: scale[0], offset: offset[0]) }
        let factor = graph.constant(Tensor(shape: [scale.count], values: scale))
        let summand = graph.constant(Tensor(shape: [offset.count], values: offset))
        return try graph.add([graph.multiply([x, factor]), summand])
    }
}

extension LayerOptions {
    /// One number or a list of them.
    fileprivate mutating func numbers(_ option: String) throws -> [Float]? {
        guard let value = value(option) else { return nil }
        guard let elements = value.elements else { return [try number(option, value)] }
        guard !elements.isEmpty else { throw fault(option, expected: "numbers", found: value) }
        return try elements.map { try number(option, $0) }
    }
}
