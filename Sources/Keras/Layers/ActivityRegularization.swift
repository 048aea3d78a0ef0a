/// Adds a cost on its input in training; changes nothing in an answer.
struct ActivityRegularization: TrainingOnlyLayer {
    init(from options: inout LayerOptions) throws { options.ignore("l1", "l2") }
}
