import COneDNN

/// What oneDNN would do for a described operation: the implementation it chose and the layouts this one wants.
///
/// Unchecked, for a primitive descriptor never changes.
final class PrimitiveDescription: @unchecked Sendable {
    fileprivate let handle: dnnl_primitive_desc_t

    /// The first implementation of what `create` describes to an engine with attributes.
    init(
        _ call: String, _ attributes: Attributes,
        _ create: (inout dnnl_primitive_desc_t?, dnnl_engine_t, dnnl_primitive_attr_t) -> dnnl_status_t
    ) throws {
        var handle: dnnl_primitive_desc_t?
        let engine = try Engine.shared()
        try check(create(&handle, engine.handle, attributes.handle), call)
        self.handle = handle!
    }

    deinit { dnnl_primitive_desc_destroy(handle) }

    /// The implementation's name, such as `jit:avx512_core`.
    var implementation: String {
        var name: UnsafePointer<CChar>?
        guard dnnl_primitive_desc_query(handle, dnnl_query_impl_info_str, 0, &name) == dnnl_success, let name else { return "?" }
        return String(cString: name)
    }

    /// How many tensors it reads; versions differ about some that they needn't.
    var inputCount: Int {
        var count: CInt = 0
        return dnnl_primitive_desc_query(handle, dnnl_query_num_of_inputs_s32, 0, &count) == dnnl_success ? Int(count) : 0
    }

    var source: Layout { layout(dnnl_query_src_md) }
    var weights: Layout { layout(dnnl_query_weights_md) }
    func weights(_ index: Int) -> Layout { layout(dnnl_query_weights_md, index) }
    var destination: Layout { layout(dnnl_query_dst_md) }
    var scratchpad: Layout { layout(dnnl_query_scratchpad_md) }
    func source(_ index: Int) -> Layout { layout(dnnl_query_src_md, index) }
    var sourceGradient: Layout { layout(dnnl_query_diff_src_md) }
    var weightsGradient: Layout { layout(dnnl_query_diff_weights_md) }
    var destinationGradient: Layout { layout(dnnl_query_diff_dst_md) }
    /// What a primitive for training leaves to that of its gradient.
    var workspace: Layout { layout(dnnl_query_workspace_md) }

    private func layout(_ what: dnnl_query_t, _ index: Int = 0) -> Layout {
        var layout: framerill_layout_t?
        let status = framerill_layout_wanted(&layout, handle, what, CInt(index))
        // Fails only where the system has no memory for a few hundred bytes; Swift's own allocations end the program then too.
        guard status == dnnl_success, let layout else { fatalError("\(implementation): no copy of layout \(what): \(status)") }
        return Layout(adopting: layout)
    }
}

/// A compiled operation of oneDNN. Its scratchpad is given with each execution, so that several threads may execute it.
///
/// Unchecked, for executing a primitive doesn't change it.
final class Primitive: @unchecked Sendable {
    let description: PrimitiveDescription
    private let handle: dnnl_primitive_t

    init(_ description: PrimitiveDescription) throws {
        var handle: dnnl_primitive_t?
        try check(dnnl_primitive_create(&handle, description.handle), "primitive_create")
        self.handle = handle!
        self.description = description
    }

    deinit { dnnl_primitive_destroy(handle) }

    func execute(on stream: Stream, _ arguments: BoundArguments) throws {
        try check(
            dnnl_primitive_execute(handle, stream.handle, CInt(arguments.list.count), arguments.list), "primitive_execute")
    }
}

/// The memory of one execution, ready to be handed to oneDNN again and again.
final class BoundArguments {
    fileprivate let list: [dnnl_exec_arg_t]
    /// Keeps what `list` points to.
    private let memories: [Memory]

    init(_ arguments: [(Argument, Memory)]) {
        list = arguments.map { dnnl_exec_arg_t(arg: $0.code, memory: $1.handle) }
        memories = arguments.map(\.1)
    }
}

/// The role of a memory in a primitive.
enum Argument: Sendable, Hashable {
    case source, secondSource, weights, bias, destination, scratchpad
    case sourceGradient, weightsGradient, biasGradient, destinationGradient, workspace
    /// Of normalisations.
    case mean, variance, scale, shift, scaleGradient, shiftGradient
    /// Of recurrent cells, beside the second source, which is the initial state.
    case initialCell, recurrentWeights, finalState, finalCell
    /// One of the sources of a concatenation.
    case multipleSource(Int)
    /// The operand of the post-operation at an index.
    case postOperation(Int)
    /// Those of another argument.
    indirect case scales(of: Argument)

    var code: CInt {
        switch self {
        case .source: DNNL_ARG_SRC_0
        case .secondSource: DNNL_ARG_SRC_1
        case .weights: DNNL_ARG_WEIGHTS_0
        case .bias: DNNL_ARG_BIAS
        case .destination: DNNL_ARG_DST_0
        case .scratchpad: DNNL_ARG_SCRATCHPAD
        case .sourceGradient: DNNL_ARG_DIFF_SRC_0
        case .weightsGradient: DNNL_ARG_DIFF_WEIGHTS_0
        case .biasGradient: DNNL_ARG_DIFF_BIAS
        case .destinationGradient: DNNL_ARG_DIFF_DST_0
        case .workspace: DNNL_ARG_WORKSPACE
        case .mean: DNNL_ARG_MEAN
        case .variance: DNNL_ARG_VARIANCE
        case .scale: DNNL_ARG_SCALE
        case .shift: DNNL_ARG_SHIFT
        case .scaleGradient: DNNL_ARG_DIFF_SCALE
        case .shiftGradient: DNNL_ARG_DIFF_SHIFT
        case .initialCell: DNNL_ARG_SRC_2
        case .recurrentWeights: DNNL_ARG_WEIGHTS_1
        case .finalState: DNNL_ARG_DST_1
        case .finalCell: DNNL_ARG_DST_2
        case .multipleSource(let index): DNNL_ARG_MULTIPLE_SRC + CInt(index)
        case .scales(let argument): framerill_argument_of_scales(argument.code)
        // The macro DNNL_ARG_ATTR_MULTIPLE_POST_OP, which Swift can't import.
        case .postOperation(let index): DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (CInt(index) + 1) | DNNL_ARG_SRC_1
        }
    }
}
