import NeuralNetwork

/// The mean of each window; a mean divides by the pixels inside the image.
struct AveragePooling2DLayer: SingleInputLayer {
    let window: Window

    init(from options: inout LayerOptions) throws { window = try .pooling(&options) }

    func outputShape(of input: Shape) throws -> Shape { try window.outputShape(of: input) { $0 } }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(x, window.format) { graph, x in
            try graph.pooling(x, .average, size: window.size.pair, strides: window.strides.pair, padding: window.padding)
        }
    }
}
