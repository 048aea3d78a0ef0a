import COneDNN

extension PrimitiveDescription {
    static func function(_ function: ElementFunction, layout: Layout) throws -> PrimitiveDescription {
        var descriptor = dnnl_eltwise_desc_t()
        var data = layout.descriptor
        try check(
            dnnl_eltwise_forward_desc_init(
                &descriptor, dnnl_forward_inference, function.algorithm, &data, function.alpha, function.beta),
            "eltwise_forward_desc_init")
        return try first(&descriptor, Attributes(), "eltwise")
    }

    static func binary(
        _ kind: ElementwiseKind, _ left: Layout, _ right: Layout, destination: Layout, _ attributes: Attributes
    ) throws -> PrimitiveDescription {
        var descriptor = dnnl_binary_desc_t()
        var (left, right, destination) = (left.descriptor, right.descriptor, destination.descriptor)
        try check(dnnl_binary_desc_init(&descriptor, kind.algorithm, &left, &right, &destination), "binary_desc_init")
        return try first(&descriptor, attributes, "binary")
    }

    static func parametricRelu(source: Layout, slopes: Layout) throws -> PrimitiveDescription {
        var descriptor = dnnl_prelu_desc_t()
        var (source, slopes) = (source.descriptor, slopes.descriptor)
        try check(dnnl_prelu_forward_desc_init(&descriptor, dnnl_forward_inference, &source, &slopes), "prelu_forward_desc_init")
        return try first(&descriptor, Attributes(), "prelu")
    }

    static func softmax(isLogarithmic: Bool, layout: Layout, axis: Int) throws -> PrimitiveDescription {
        var descriptor = dnnl_softmax_v2_desc_t()
        var data = layout.descriptor
        try check(
            dnnl_softmax_v2_forward_desc_init(
                &descriptor, dnnl_forward_inference, isLogarithmic ? dnnl_softmax_log : dnnl_softmax_accurate, &data, &data,
                CInt(axis)),
            "softmax_v2_forward_desc_init")
        return try first(&descriptor, Attributes(), "softmax")
    }

    static func resampling(
        isLinear: Bool, factors: [Int], source: Layout, destination: Layout, _ attributes: Attributes
    ) throws -> PrimitiveDescription {
        var descriptor = dnnl_resampling_desc_t()
        var (source, destination) = (source.descriptor, destination.descriptor)
        try check(
            dnnl_resampling_forward_desc_init(
                &descriptor, dnnl_forward_inference, isLinear ? dnnl_resampling_linear : dnnl_resampling_nearest,
                factors.map(Float.init), &source, &destination),
            "resampling_forward_desc_init")
        return try first(&descriptor, attributes, "resampling")
    }

    static func reduction(_ kind: ReductionKind, source: Layout, destination: Layout) throws -> PrimitiveDescription {
        let algorithm =
            switch kind {
            case .sum: dnnl_reduction_sum
            case .mean: dnnl_reduction_mean
            case .maximum: dnnl_reduction_max
            case .minimum: dnnl_reduction_min
            case .product: dnnl_reduction_mul
            }
        var descriptor = dnnl_reduction_desc_t()
        var (source, destination) = (source.descriptor, destination.descriptor)
        try check(dnnl_reduction_desc_init(&descriptor, algorithm, &source, &destination, 0, 0), "reduction_desc_init")
        return try first(&descriptor, Attributes(), "reduction")
    }
}
