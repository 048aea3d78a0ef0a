import COneDNN

/// What the elements of a layout are. Tensors are of float32; oneDNN computes in the others where it is asked to.
enum ElementType: Sendable, Hashable {
    case float32, bfloat16, int32, int8, uint8

    /// Of one element.
    var bytes: Int {
        switch self {
        case .float32, .int32: 4
        case .bfloat16: 2
        case .int8, .uint8: 1
        }
    }

    var code: dnnl_data_type_t {
        switch self {
        case .float32: dnnl_f32
        case .bfloat16: dnnl_bf16
        case .int32: dnnl_s32
        case .int8: dnnl_s8
        case .uint8: dnnl_u8
        }
    }

    /// Nil for what we never ask for.
    init?(code: dnnl_data_type_t) {
        switch code {
        case dnnl_f32: self = .float32
        case dnnl_bf16: self = .bfloat16
        case dnnl_s32: self = .int32
        case dnnl_s8: self = .int8
        case dnnl_u8: self = .uint8
        default: return nil
        }
    }
}
