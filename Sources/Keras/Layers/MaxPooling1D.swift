import NeuralNetwork

/// The maximum of each window of a sequence.
struct MaxPooling1DLayer: SingleInputLayer {
    let window: SequenceWindow

    init(from options: inout LayerOptions) throws { window = try .pooling(&options) }

    func outputShape(of input: Shape) throws -> Shape { try window.outputShape(of: input) { $0 } }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.asImage(x, window.format) { graph, x in
            try graph.pooling(x, .maximum, size: (1, window.size), strides: window.strides, padding: window.padding)
        }
    }
}
