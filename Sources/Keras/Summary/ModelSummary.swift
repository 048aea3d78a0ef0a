public import NeuralNetwork

/// The table of a model's layers that Keras prints: each layer with the shape it gives, its weights and what it takes, and the sums.
public struct ModelSummary: Hashable, Sendable, Codable {
    public struct Row: Hashable, Sendable, Codable {
        public let layer: String
        /// `Conv2D`, `Functional`, …
        public let type: String
        /// One shape for each tensor of the layer's first call.
        public let outputShapes: [Shape]
        public let parameters: Int
        /// `layer[call][tensor]` for each input of each call; empty in a Sequential model.
        public let connectedTo: [String]
    }

    public let model: String
    public let isSequential: Bool
    public let rows: [Row]
    public let trainableParameters: Int
    public let nonTrainableParameters: Int

    public var totalParameters: Int { trainableParameters + nonTrainableParameters }
}

extension ModelSummary {
    init(_ network: Network, _ shapes: NetworkShapes) {
        model = network.name
        isSequential = network.isSequential
        // Keras does not list the input of a Sequential model.
        let shown = network.layers.indices.filter { !(network.isSequential && network.layers[$0].isInput) }
        rows = shown.map { index in
            let layer = network.layers[index]
            return Row(
                layer: layer.name, type: layer.className, outputShapes: shapes.results[index].first ?? [],
                parameters: SavedWeights.slots(of: layer, shapes.weights[index]).reduce(0) { $0 + $1.specification.count },
                connectedTo: network.isSequential
                    ? []
                    : layer.calls.flatMap(\.self).map { "\(network.layers[$0.layer].name)[\($0.call)][\($0.tensor)]" })
        }
        let slots = network.layers.indices.flatMap { SavedWeights.slots(of: network.layers[$0], shapes.weights[$0]) }
        let isFrozen = !network.isTrainable
        trainableParameters = slots.filter { $0.isTrainable && !isFrozen }.reduce(0) { $0 + $1.specification.count }
        nonTrainableParameters = slots.filter { !$0.isTrainable || isFrozen }.reduce(0) { $0 + $1.specification.count }
    }
}
