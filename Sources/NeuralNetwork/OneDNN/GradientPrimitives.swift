import COneDNN

extension PrimitiveDescription {
    /// The gradient of a convolution with respect to its image.
    static func convolutionDataGradient(
        isWinograd: Bool = false, source: Layout, weights: Layout, destination: Layout, geometry: WindowGeometry
    ) throws -> PrimitiveDescription {
        try PrimitiveDescription("convolution data gradient", Attributes()) {
            framerill_convolution_data_gradient(
                &$0, $1, $2, isWinograd ? dnnl_convolution_winograd : dnnl_convolution_direct, source.handle, weights.handle,
                destination.handle, geometry.strides.dims, geometry.gaps.dims, geometry.paddingBefore.dims,
                geometry.paddingAfter.dims)
        }
    }

    /// The gradient of a convolution with respect to its kernel, and to its bias where there is one.
    static func convolutionWeightsGradient(
        isWinograd: Bool = false, source: Layout, weights: Layout, bias: Layout?, destination: Layout, geometry: WindowGeometry
    ) throws -> PrimitiveDescription {
        try PrimitiveDescription("convolution weights gradient", Attributes()) {
            framerill_convolution_weights_gradient(
                &$0, $1, $2, isWinograd ? dnnl_convolution_winograd : dnnl_convolution_direct, source.handle, weights.handle,
                bias?.handle, destination.handle, geometry.strides.dims, geometry.gaps.dims, geometry.paddingBefore.dims,
                geometry.paddingAfter.dims)
        }
    }

    /// Pooling that leaves its `workspace` to its gradient.
    static func trainingPooling(
        _ kind: PoolingKind, source: Layout, destination: Layout, extents: [Int], geometry: WindowGeometry
    ) throws -> PrimitiveDescription {
        try PrimitiveDescription("pooling", Attributes()) {
            framerill_training_pooling(
                &$0, $1, $2, kind.algorithm, source.handle, destination.handle, geometry.strides.dims, extents.dims,
                geometry.gaps.dims, geometry.paddingBefore.dims, geometry.paddingAfter.dims)
        }
    }

    static func poolingGradient(
        _ kind: PoolingKind, source: Layout, destination: Layout, extents: [Int], geometry: WindowGeometry
    ) throws -> PrimitiveDescription {
        try PrimitiveDescription("pooling gradient", Attributes()) {
            framerill_pooling_gradient(
                &$0, $1, $2, kind.algorithm, source.handle, destination.handle, geometry.strides.dims, extents.dims,
                geometry.gaps.dims, geometry.paddingBefore.dims, geometry.paddingAfter.dims)
        }
    }

    /// - Parameter data: of the function's source, or of its result where the function says so.
    static func functionGradient(_ function: ElementFunction, gradient: Layout, data: Layout) throws -> PrimitiveDescription {
        try PrimitiveDescription("eltwise gradient", Attributes()) {
            framerill_eltwise_gradient(
                &$0, $1, $2, function.algorithm, gradient.handle, data.handle, function.alpha, function.beta)
        }
    }

    static func softmaxGradient(isLogarithmic: Bool, layout: Layout, axis: Int) throws -> PrimitiveDescription {
        try PrimitiveDescription("softmax gradient", Attributes()) {
            let algorithm = isLogarithmic ? dnnl_softmax_log : dnnl_softmax_accurate
            return framerill_softmax_gradient(&$0, $1, $2, algorithm, layout.handle, CInt(axis))
        }
    }

    static func resamplingGradient(
        isLinear: Bool, factors: [Int], source: Layout, destination: Layout
    ) throws -> PrimitiveDescription {
        try PrimitiveDescription("resampling gradient", Attributes()) {
            let algorithm = isLinear ? dnnl_resampling_linear : dnnl_resampling_nearest
            return framerill_resampling_gradient(
                &$0, $1, $2, algorithm, factors.map(Float.init), source.handle, destination.handle)
        }
    }

    /// Normalisation by the statistics of the batch, which it gives too.
    static func batchNormalization(_ layout: Layout, epsilon: Float, hasRelu: Bool) throws -> PrimitiveDescription {
        try PrimitiveDescription("batch normalization", Attributes()) {
            framerill_batch_normalization(&$0, $1, $2, layout.handle, epsilon, Self.normalizationFlags(hasRelu: hasRelu))
        }
    }

    static func batchNormalizationGradient(_ layout: Layout, epsilon: Float, hasRelu: Bool) throws -> PrimitiveDescription {
        try PrimitiveDescription("batch normalization gradient", Attributes()) {
            framerill_batch_normalization_gradient(
                &$0, $1, $2, layout.handle, epsilon, Self.normalizationFlags(hasRelu: hasRelu))
        }
    }

    private static func normalizationFlags(hasRelu: Bool) -> UInt32 {
        dnnl_use_scale.rawValue | dnnl_use_shift.rawValue | (hasRelu ? dnnl_fuse_norm_relu.rawValue : 0)
    }
}

extension PoolingKind {
    var algorithm: dnnl_alg_kind_t { self == .maximum ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding }
}

extension Activation {
    /// The function of oneDNN whose gradient is computed from the activation's result; nil where there is none.
    var functionOfResult: ElementFunction? {
        switch self {
        case .relu(nil, let slope, 0) where slope >= 0:
            ElementFunction(algorithm: dnnl_eltwise_relu_use_dst_for_bwd, alpha: slope)
        case .leakyRelu(let alpha) where alpha >= 0:
            ElementFunction(algorithm: dnnl_eltwise_relu_use_dst_for_bwd, alpha: alpha)
        case .relu(let maximum?, 0, 0): ElementFunction(algorithm: dnnl_eltwise_clip_v2_use_dst_for_bwd, alpha: 0, beta: maximum)
        case .relu6: ElementFunction(algorithm: dnnl_eltwise_clip_v2_use_dst_for_bwd, alpha: 0, beta: 6)
        case .elu(let alpha) where alpha >= 0:
            ElementFunction(algorithm: dnnl_eltwise_elu_use_dst_for_bwd, alpha: alpha)
        case .sigmoid: ElementFunction(algorithm: dnnl_eltwise_logistic_use_dst_for_bwd)
        case .tanh: ElementFunction(algorithm: dnnl_eltwise_tanh_use_dst_for_bwd)
        case .exponential: ElementFunction(algorithm: dnnl_eltwise_exp_use_dst_for_bwd)
        default: nil
        }
    }

    /// The function of oneDNN whose gradient is computed from what the activation was applied to; nil where there is none.
    var functionOfSource: ElementFunction? {
        switch self {
        case .gelu, .silu, .softplus, .mish:
            engineFunctions.flatMap { $0.count == 1 ? $0[0] : nil }
        default: nil
        }
    }
}
