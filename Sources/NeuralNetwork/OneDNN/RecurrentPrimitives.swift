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
        let direction = end == .first ? dnnl_unidirectional_left2right : dnnl_unidirectional_right2left
        return try PrimitiveDescription("rnn", Attributes()) {
            var handles = framerill_recurrence_t(
                source: layouts.source.handle, initial: layouts.hasInitialStates ? layouts.state.handle : nil,
                weights: layouts.weights.handle, recurrent_weights: layouts.recurrentWeights.handle, bias: layouts.bias.handle,
                destination: layouts.destination.handle, state: layouts.state.handle)
            return switch kind {
            case .tanh: framerill_vanilla_rnn(&$0, $1, $2, dnnl_eltwise_tanh, direction, &handles)
            case .relu: framerill_vanilla_rnn(&$0, $1, $2, dnnl_eltwise_relu, direction, &handles)
            case .lstm: framerill_lstm(&$0, $1, $2, direction, &handles)
            case .gru: framerill_gru(&$0, $1, $2, direction, &handles)
            case .linearBeforeResetGRU: framerill_lbr_gru(&$0, $1, $2, direction, &handles)
            }
        }
    }
}

/// The step that a recurrent network takes first.
enum RecurrenceEnd: Sendable, Hashable { case first, last }
