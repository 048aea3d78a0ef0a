/// Multiplies by noise in training; changes nothing in an answer.
struct GaussianDropoutLayer: TrainingOnlyLayer {
    init(from options: inout LayerOptions) throws { options.ignore("rate", "seed") }
}
