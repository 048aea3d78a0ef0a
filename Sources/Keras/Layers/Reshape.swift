import NeuralNetwork

/// `Reshape` of Keras: the elements of an item under another shape, one extent of which may be -1: what is left.
public struct Reshape: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - targetShape: without the batch; one extent may be -1: what is left.
    public init(
        _ targetShape: [Int], inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Reshape", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["target_shape": .integers(targetShape)])
    }
}

/// The elements of an item under another shape, one extent of which may be -1: what is left.
struct ReshapeLayer: Layer {
    let target: [Int]

    init(from options: inout LayerOptions) throws {
        let expected = "extents of at least 1, at most one of them -1"
        guard let target = try options.integers("target_shape") else {
            throw options.fault("target_shape", expected: expected, found: nil)
        }
        guard target.allSatisfy({ $0 > 0 || $0 == -1 }), target.count(where: { $0 == -1 }) <= 1,
            (try? SizeLimits.check(target.map { abs($0) })) != nil
        else {
            throw options.fault("target_shape", expected: expected, found: .array(target.map { .integer($0) }))
        }
        self.target = target
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        guard inputs.count == 1 else { throw ShapeMismatch(expected: "one input", found: "\(inputs.count)") }
        return try shapesByLowering(inputs)
    }

    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] {
        [try graph.reshape(inputs[0], to: target)]
    }
}
