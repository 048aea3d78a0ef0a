import NeuralNetwork

/// The mean of each window of a volume; a mean divides by the elements inside it.
struct AveragePooling3DLayer: SingleInputLayer {
    let window: SpaceWindow

    init(from options: inout LayerOptions) throws { window = try .pooling(&options, rank: 3) }

    func outputShape(of input: Shape) throws -> Shape { try window.outputShape(of: input) { $0 } }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(volume: x, window.format) { graph, x in
            try graph.volumePooling(x, .average, size: window.size, strides: window.strides, padding: window.padding)
        }
    }
}
