import COneDNN

/// The recurrent cells that oneDNN has.
enum RecurrentPrimitive: Sendable, Hashable {
    case tanh, relu
    case lstm
    /// With the reset before or after the product.
    case gru, linearBeforeResetGRU
}

/// The layouts of a recurrent primitive of one layer and one direction. Initial states of nothing are zeros.
struct RecurrentLayouts {
    /// `[steps, batch, inputs]`.
    var source: Layout
    var weights: Layout
    var recurrentWeights: Layout
    var bias: Layout
    /// `[steps, batch, units]`.
    var destination: Layout
    /// `[1, 1, batch, units]`.
    var state: Layout
    var hasInitialStates: Bool
}

extension PrimitiveDescription {
    static func recurrence(
        _ kind: RecurrentPrimitive, from end: RecurrenceEnd, _ layouts: RecurrentLayouts
    ) throws -> PrimitiveDescription {
        var descriptor = dnnl_rnn_desc_t()
        var (source, weights, recurrent) = (
            layouts.source.descriptor, layouts.weights.descriptor, layouts.recurrentWeights.descriptor
        )
        var (bias, destination, state) = (layouts.bias.descriptor, layouts.destination.descriptor, layouts.state.descriptor)
        let direction = end == .first ? dnnl_unidirectional_left2right : dnnl_unidirectional_right2left
        try withOptionalPointer(to: layouts.hasInitialStates ? state : nil) { initial in
            let inference = dnnl_forward_inference
            let status =
                switch kind {
                case .tanh, .relu:
                    dnnl_vanilla_rnn_forward_desc_init(
                        &descriptor, inference, kind == .tanh ? dnnl_eltwise_tanh : dnnl_eltwise_relu, direction, &source,
                        initial,
                        &weights, &recurrent, &bias, &destination, &state, 0, 0, 0)
                case .lstm:
                    dnnl_lstm_forward_desc_init(
                        &descriptor, inference, direction, &source, initial, initial, &weights, &recurrent, &bias, &destination,
                        &state, &state, 0)
                case .gru:
                    dnnl_gru_forward_desc_init(
                        &descriptor, inference, direction, &source, initial, &weights, &recurrent, &bias, &destination, &state, 0)
                case .linearBeforeResetGRU:
                    dnnl_lbr_gru_forward_desc_init(
                        &descriptor, inference, direction, &source, initial, &weights, &recurrent, &bias, &destination, &state, 0)
                }
            try check(status, "rnn_forward_desc_init")
        }
        return try first(&descriptor, Attributes(), "rnn")
    }
}

/// The step that a recurrent network takes first.
enum RecurrenceEnd: Sendable, Hashable { case first, last }
