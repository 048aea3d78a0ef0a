/// Drops elements so that mean and variance stay in training; changes nothing in an answer.
struct AlphaDropoutLayer: TrainingOnlyLayer {
    init(from options: inout LayerOptions) throws { options.ignore("rate", "noise_shape", "seed") }
}
