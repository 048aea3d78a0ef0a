import COneDNN

extension PrimitiveDescription {
    static func function(_ function: ElementFunction, layout: Layout) throws -> PrimitiveDescription {
        try PrimitiveDescription("eltwise", Attributes()) {
            framerill_eltwise(&$0, $1, $2, function.algorithm, layout.handle, function.alpha, function.beta)
        }
    }

    static func binary(
        _ kind: ElementwiseKind, _ left: Layout, _ right: Layout, destination: Layout, _ attributes: Attributes
    ) throws -> PrimitiveDescription {
        try PrimitiveDescription("binary", attributes) {
            framerill_binary(&$0, $1, $2, kind.algorithm, left.handle, right.handle, destination.handle)
        }
    }

    static func parametricRelu(source: Layout, slopes: Layout) throws -> PrimitiveDescription {
        try PrimitiveDescription("prelu", Attributes()) { framerill_prelu(&$0, $1, $2, source.handle, slopes.handle) }
    }

    static func softmax(isLogarithmic: Bool, layout: Layout, axis: Int) throws -> PrimitiveDescription {
        try PrimitiveDescription("softmax", Attributes()) {
            let algorithm = isLogarithmic ? dnnl_softmax_log : dnnl_softmax_accurate
            return framerill_softmax(&$0, $1, $2, algorithm, layout.handle, CInt(axis))
        }
    }

    static func resampling(
        isLinear: Bool, factors: [Int], source: Layout, destination: Layout, _ attributes: Attributes
    ) throws -> PrimitiveDescription {
        try PrimitiveDescription("resampling", attributes) {
            let algorithm = isLinear ? dnnl_resampling_linear : dnnl_resampling_nearest
            return framerill_resampling(&$0, $1, $2, algorithm, factors.map(Float.init), source.handle, destination.handle)
        }
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
        return try PrimitiveDescription("reduction", Attributes()) {
            framerill_reduction(&$0, $1, $2, algorithm, source.handle, destination.handle)
        }
    }
}
