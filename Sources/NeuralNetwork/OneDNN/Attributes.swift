import COneDNN

/// What is done to each result of a primitive before it is written.
enum PostOperation: Sendable, Hashable {
    case function(ElementFunction)
    /// Adds what stood in the destination.
    case sum
    /// Joins with another operand, by broadcasting.
    case binary(ElementwiseKind, Layout)

    static func == (left: PostOperation, right: PostOperation) -> Bool {
        switch (left, right) {
        case (.function(let l), .function(let r)): l == r
        case (.sum, .sum): true
        case (.binary(let l, let m), .binary(let r, let n)): l == r && m.isSame(as: n)
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch self {
        case .function(let function): hasher.combine(function)
        case .sum: hasher.combine(1)
        case .binary(let kind, let layout):
            hasher.combine(kind)
            hasher.combine(layout.dimensions)
        }
    }
}

/// The attributes of a primitive: always the user's scratchpad, post-operations, and scales.
final class Attributes {
    let handle: dnnl_primitive_attr_t

    init(_ operations: [PostOperation] = [], scales: ArgumentScales = .none) throws {
        var (operations, scales) = (operations, scales)
        if !framerill_takes_scales_as_arguments() { scales.moveDestination(behind: &operations) }
        var attributes: dnnl_primitive_attr_t?
        try check(dnnl_primitive_attr_create(&attributes), "primitive_attr_create")
        handle = attributes!
        // oneDNN's own scratchpad belongs to the thread that created the primitive.
        try check(dnnl_primitive_attr_set_scratchpad_mode(handle, dnnl_scratchpad_mode_user), "attr_set_scratchpad_mode")
        try scales.set(on: handle)
        guard !operations.isEmpty else { return }
        var list: dnnl_post_ops_t?
        try check(dnnl_post_ops_create(&list), "post_ops_create")
        defer { dnnl_post_ops_destroy(list) }
        for operation in operations {
            switch operation {
            case .function(let function):
                try check(
                    framerill_append_function(list, function.factor, function.algorithm, function.alpha, function.beta),
                    "post_ops_append_eltwise")
            case .sum: try check(framerill_append_sum(list), "post_ops_append_sum")
            case .binary(let kind, let layout):
                try check(dnnl_post_ops_append_binary(list, kind.algorithm, layout.handle), "post_ops_append_binary")
            }
        }
        try check(dnnl_primitive_attr_set_post_ops(handle, list), "attr_set_post_ops")
    }

    deinit { dnnl_primitive_attr_destroy(handle) }
}

extension ElementwiseKind {
    var algorithm: dnnl_alg_kind_t {
        switch self {
        case .add: dnnl_binary_add
        case .subtract: dnnl_binary_sub
        case .multiply: dnnl_binary_mul
        case .divide: dnnl_binary_div
        case .maximum: dnnl_binary_max
        case .minimum: dnnl_binary_min
        }
    }
}
