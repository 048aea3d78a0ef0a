import NeuralNetwork
import Training

/// `ActivityRegularization` of Keras: adds a cost on its input in training; changes nothing in an answer.
public struct ActivityRegularization: LayerBuilder {
    public let definition: LayerDefinition

    public init(
        l1: Double = 0.0, l2: Double = 0.0, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "ActivityRegularization", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["l1": .number(l1), "l2": .number(l2)])
    }
}

/// Adds a cost on its input to the loss; changes nothing in an answer.
struct ActivityRegularizationLayer: TrainingOnlyLayer {
    private let cost: L1L2

    init(from options: inout LayerOptions) throws {
        cost = L1L2(l1: try options.number("l1", default: 0), l2: try options.number("l2", default: 0))
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        if graph.endsInLoss { try graph.penalize(x, by: cost) }
        return x
    }
}
