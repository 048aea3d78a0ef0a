/// Sets a part of the elements to zero in training; changes nothing in an answer.
struct DropoutLayer: TrainingOnlyLayer {
    init(from options: inout LayerOptions) throws { options.ignore("rate", "noise_shape", "seed") }
}
