import NeuralNetwork

/// A layer that changes images by chance while a model is trained, and leaves them as they are when it answers.
protocol AugmentationLayer: TrainingOnlyLayer {
    init()
}

extension AugmentationLayer {
    init(from options: inout LayerOptions) throws {
        self.init()
        options.ignoreAll()
    }
}
