import NeuralNetwork

/// `Permute` of Keras: the axes of an item in another order; `dims` counts them from 1.
public struct Permute: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - dimensions: the order of the axes, counted from 1.
    public init(
        _ dimensions: [Int], inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Permute", name: name, isTrainable: isTrainable, inputShape: inputShape, options: ["dims": .integers(dimensions)])
    }
}

/// The axes of an item in another order; `dims` counts them from 1.
struct PermuteLayer: SingleInputLayer {
    let dims: [Int]

    init(from options: inout LayerOptions) throws {
        guard let dims = try options.integers("dims") else {
            throw options.fault("dims", expected: "an order of the axes from 1 on", found: nil)
        }
        guard dims.sorted() == Array(1..<dims.count + 1) else {
            throw options.fault("dims", expected: "an order of the axes from 1 on", found: .array(dims.map { .integer($0) }))
        }
        self.dims = dims
    }

    func outputShape(of input: Shape) throws -> Shape {
        guard input.count == dims.count + 1 else {
            throw ShapeMismatch(expected: "\(dims.count) axes besides the batch", found: input.pythonText)
        }
        return [input[0]] + dims.map { input[$0] }
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.transpose(x, permutation: [0] + dims)
    }
}
