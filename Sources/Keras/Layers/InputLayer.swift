import NeuralNetwork

/// An input of a model: what the caller gives.
struct InputLayer: Layer {
    static let kerasName = "InputLayer"

    /// Batch first; nil at the head of a nested model that was never given one.
    let shape: Shape?

    init(from options: inout LayerOptions) throws {
        guard let (name, value) = options.value(["batch_input_shape", "batch_shape"]) else {
            throw options.fault("batch_input_shape", expected: "the shape of the input, batch first", found: nil)
        }
        try options.require("sparse", .bool(false), because: "sparse inputs are not read")
        try options.require("ragged", .bool(false), because: "ragged inputs are not read")
        options.ignore("optional")
        shape = try options.shape(name, value)
    }

    init(shape: Shape?) { self.shape = shape }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        guard let shape else { throw ShapeMismatch(expected: "a model with the shape of its input", found: "none") }
        return [shape]
    }

    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] { inputs }
}

extension LayerOptions {
    /// A shape with its batch, in which null is what only the input decides.
    func shape(_ option: String, _ value: JSON) throws -> Shape {
        let expected = "positive extents or null, batch first"
        guard let elements = value.elements, !elements.isEmpty else { throw fault(option, expected: expected, found: value) }
        return try elements.map { element in
            if element.isNull { return nil }
            guard let extent = element.integer, (1...SizeLimits.extent).contains(extent) else {
                throw fault(option, expected: expected, found: value)
            }
            return extent
        }
    }
}
