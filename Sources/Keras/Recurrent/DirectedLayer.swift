import NeuralNetwork

/// A layer that takes steps in one direction, and of which Bidirectional may make two.
protocol DirectedLayer: MaskedLayer {
    var goesBackwards: Bool { get }

    /// - Parameter givesBackwards: whether the outputs come in the order opposite to that in which steps are taken.
    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], givesBackwards: Bool, into graph: inout Graph
    ) throws -> [MaskedValue]
}

extension DirectedLayer {
    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        try lower(masked: inputs, weights: weights, givesBackwards: false, into: &graph)
    }
}
