import NeuralNetwork

/// One class of Keras layers: how its options are read, what weights it has, what shapes it gives, and what operations it is.
///
/// A layer is a value without weights; `LayerCatalogue` lists all of them. Shapes have the batch first and `nil` for what only
/// the input decides. A layer states its objections to shapes as `ShapeMismatch`; who calls it adds the layer's name and file.
protocol Layer: Sendable {
    /// `class_name` in the file; unless stated otherwise the name of the type without `Layer` behind it.
    static var kerasName: String { get }

    /// Reads the options that say what the layer computes; the caller then refuses those left over.
    init(from options: inout LayerOptions) throws

    /// What the file must hold for a layer that is called with inputs of these shapes, in the order in which Keras writes it.
    func weights(for inputs: [Shape]) throws -> [WeightSpecification]

    /// The shapes that the layer gives, without knowing its weights.
    func outputShapes(of inputs: [Shape]) throws -> [Shape]

    /// What becomes of the masks of sequences; unless stated otherwise they end at the layer.
    var maskRule: MaskRule { get }

    /// Adds the layer's operations to `graph`.
    ///
    /// - Parameter weights: as many and of the shapes that `weights(for:)` asked for.
    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value]
}

extension Layer {
    static var kerasName: String { String("\(Self.self)".dropLast("Layer".count)) }

    var maskRule: MaskRule { .stops }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] { [] }

    /// The shapes of a layer without weights, by the rules of the operations that it is.
    func shapesByLowering(_ inputs: [Shape]) throws -> [Shape] {
        var graph = Graph()
        let values = try inputs.indices.map { try graph.input(name: "\($0)", shape: inputs[$0]) }
        return try lower(values, weights: [], into: &graph).map { graph.shape(of: $0) }
    }
}

/// A weight that a layer expects.
struct WeightSpecification: Hashable, Sendable {
    /// `kernel`, `bias`, `gamma`, …: the last part of the name in the file.
    let name: String
    /// An extent of 0 stands for as many as the file has.
    let shape: [Int]
    /// False for statistics, which training moves but no gradient does.
    let isTrainable: Bool
    /// Along how many of its first axes it slides over its input; `KernelOrientation` holds for these.
    let slidingAxes: Int
    /// Where it belongs in a layer that holds others (`HoldingLayer`): for each such layer on the way down the number of the part, and
    /// in a part that is a network the indices of its layers.
    let inside: [[Int]]
    /// How it begins, where no option of the layer says it.
    let initializer: JSON?

    init(
        _ name: String, _ shape: [Int], isTrainable: Bool = true, slidingAxes: Int = 0, inside: [[Int]] = [],
        initializer: JSON? = nil
    ) {
        self.name = name
        self.shape = shape
        self.isTrainable = isTrainable
        self.slidingAxes = slidingAxes
        self.inside = inside
        self.initializer = initializer
    }

    var count: Int { shape.reduce(1, *) }

    /// Whether a tensor of this shape is what the layer expects.
    func admits(_ other: [Int]) -> Bool {
        other.count == shape.count
            && zip(shape, other).allSatisfy { $0 == $1 || $0 == 0 && (1...SizeLimits.option).contains($1) }
    }
}

/// A layer that takes one tensor and gives one.
protocol SingleInputLayer: Layer {
    func weights(for input: Shape) throws -> [WeightSpecification]
    func outputShape(of input: Shape) throws -> Shape
    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value
}

extension SingleInputLayer {
    func weights(for input: Shape) throws -> [WeightSpecification] { [] }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] { try weights(for: only(inputs)) }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] { [try outputShape(of: only(inputs))] }

    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] {
        [try lower(inputs[0], weights: weights, into: &graph)]
    }

    private func only(_ inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard inputs.count == 1 else { throw ShapeMismatch(expected: "one input", found: "\(inputs.count)") }
        return inputs[0]
    }
}

/// A layer that is a function of each element, or of each vector along an axis.
protocol ActivatingLayer: SingleInputLayer {
    var activation: NeuralNetwork.Activation { get }
}

extension ActivatingLayer {
    var maskRule: MaskRule { .passes }

    func outputShape(of input: Shape) throws -> Shape { input }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.activation(x, activation)
    }
}

/// A layer that does something only while a model is trained.
protocol TrainingOnlyLayer: SingleInputLayer {
    /// Adds what the layer does in training; unless stated otherwise that isn't known, and the model can't be trained.
    func lowerTraining(_ x: Graph.Value, into graph: inout Graph) throws -> Graph.Value
}

extension TrainingOnlyLayer {
    var maskRule: MaskRule { .passes }

    func outputShape(of input: Shape) throws -> Shape { input }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        graph.isTraining ? try lowerTraining(x, into: &graph) : x
    }

    func lowerTraining(_ x: Graph.Value, into graph: inout Graph) throws -> Graph.Value {
        throw ShapeMismatch(
            expected: "layers whose part in training is known", found: "\(Self.kerasName), which can answer but not be trained")
    }
}
