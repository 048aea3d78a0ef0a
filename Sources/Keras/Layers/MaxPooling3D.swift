import NeuralNetwork

/// The maximum of each window of a volume.
struct MaxPooling3DLayer: SingleInputLayer {
    let window: SpaceWindow

    init(from options: inout LayerOptions) throws { window = try .pooling(&options, rank: 3) }

    func outputShape(of input: Shape) throws -> Shape { try window.outputShape(of: input) { $0 } }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(volume: x, window.format) { graph, x in
            try graph.volumePooling(x, .maximum, size: window.size, strides: window.strides, padding: window.padding)
        }
    }
}
