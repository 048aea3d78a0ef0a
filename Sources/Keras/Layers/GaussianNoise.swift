/// Adds noise in training; changes nothing in an answer.
struct GaussianNoiseLayer: TrainingOnlyLayer {
    init(from options: inout LayerOptions) throws { options.ignore("stddev", "seed") }
}
