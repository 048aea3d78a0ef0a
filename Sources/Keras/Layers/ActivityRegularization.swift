/// Adds a cost on its input in training; changes nothing in an answer.
struct ActivityRegularizationLayer: TrainingOnlyLayer {
    init(from options: inout LayerOptions) throws { options.ignore("l1", "l2") }
}
