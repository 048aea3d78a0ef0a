/// Sets whole channels to zero in training; changes nothing in an answer.
struct SpatialDropout2DLayer: TrainingOnlyLayer {
    init(from options: inout LayerOptions) throws { options.ignore("rate", "noise_shape", "seed", "data_format") }
}
