/// Sets whole channels to zero in training; changes nothing in an answer.
struct SpatialDropout3DLayer: TrainingOnlyLayer {
    init(from options: inout LayerOptions) throws { options.ignore("rate", "noise_shape", "seed", "data_format") }
}
