/// What a recurrent layer gives, and in which order it takes the steps.
struct RecurrentOptions: Hashable, Sendable {
    var returnsSequences: Bool
    var returnsState: Bool
    var goesBackwards: Bool
    /// Whether steps are the first axis and the batch is the second.
    var isTimeMajor: Bool
    /// Whether a masked step gives zeros instead of the output before it.
    var zeroesMasked: Bool
    /// Whether Keras writes out the steps one by one instead of looping over them.
    var isUnrolled: Bool

    /// Whether the outputs are zeroed at the places of the mask as it came, although they stand in the opposite order: so an
    /// unrolled layer of tf.keras and Keras 3 (`backend.rnn`) has it, where the loop zeroes the masked steps themselves.
    var zeroesByUnreadMask: Bool { isUnrolled && goesBackwards && zeroesMasked && returnsSequences }

    init(from options: inout LayerOptions) throws {
        returnsSequences = try options.flag("return_sequences", default: false)
        returnsState = try options.flag("return_state", default: false)
        goesBackwards = try options.flag("go_backwards", default: false)
        isTimeMajor = try options.flag("time_major", default: false)
        zeroesMasked = try options.flag("zero_output_for_mask", default: false)
        isUnrolled = try options.flag("unroll", default: false)
        // Each prediction starts from states of zeros, as the first one of a stateful layer does.
        options.ignore("stateful", "input_length", "input_dim", "use_cudnn", "num_constants", "return_runtime")
    }
}
