/// Leaves out a whole branch by chance in training (ConvNeXt).
struct StochasticDepthLayer: TrainingOnlyLayer {
    init(from options: inout LayerOptions) throws { options.ignore("drop_path_rate") }
}
