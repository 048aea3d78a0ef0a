import NeuralNetwork
import Training

/// A layer that changes images by chance while a model is trained, and leaves them as they are when it answers.
protocol AugmentationLayer: TrainingOnlyLayer {
    /// The order of the axes.
    var format: DataFormat { get }

    /// Adds the change to `graph`.
    ///
    /// - Parameter x: `(batch, height, width, channels)`, of known extents.
    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value
}

extension AugmentationLayer {
    func lowerTraining(_ x: Graph.Value, into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(x, format) { graph, x in
            try augment(x, of: ImageExtents(graph.shape(of: x)), in: &graph)
        }
    }
}

/// How many images there are, and how large they are.
struct ImageExtents: Sendable {
    let (batch, height, width, channels): (Int, Int, Int, Int)

    init(_ shape: Shape) throws(ShapeMismatch) {
        guard let extents = shape.concrete, extents.count == 4 else {
            throw ShapeMismatch(expected: "images (batch, height, width, channels) of known extents", found: shape.pythonText)
        }
        (batch, height, width, channels) = (extents[0], extents[1], extents[2], extents[3])
    }
}

/// A layer of this kind whose part in training isn't known.
protocol IdleAugmentationLayer: TrainingOnlyLayer {
    init()
}

extension IdleAugmentationLayer {
    init(from options: inout LayerOptions) throws {
        self.init()
        options.ignoreAll()
    }
}
