import COneDNN

/// The geometry of a window that slides over rows and columns, as oneDNN takes it.
struct WindowGeometry: Sendable, Hashable {
    var strides: [Int]
    /// Counted from 0 for neighbours, unlike Keras.
    var gaps: [Int]
    var paddingBefore: [Int]
    var paddingAfter: [Int]
}

/// How a convolution is computed.
enum ConvolutionAlgorithm: String, Sendable, Hashable { case direct, winograd }

extension PrimitiveDescription {
    static func convolution(
        _ algorithm: ConvolutionAlgorithm, source: Layout, weights: Layout, bias: Layout?, destination: Layout,
        geometry: WindowGeometry, _ attributes: Attributes
    ) throws -> PrimitiveDescription {
        var descriptor = dnnl_convolution_desc_t()
        try withOptionalPointer(to: bias?.descriptor) { bias in
            var (source, weights, destination) = (source.descriptor, weights.descriptor, destination.descriptor)
            try check(
                dnnl_dilated_convolution_forward_desc_init(
                    &descriptor, dnnl_forward_inference,
                    algorithm == .direct ? dnnl_convolution_direct : dnnl_convolution_winograd, &source, &weights, bias,
                    &destination, geometry.strides.dims, geometry.gaps.dims, geometry.paddingBefore.dims,
                    geometry.paddingAfter.dims),
                "convolution_forward_desc_init")
        }
        return try first(&descriptor, attributes, "convolution")
    }

    static func transposedConvolution(
        source: Layout, weights: Layout, bias: Layout?, destination: Layout, geometry: WindowGeometry, _ attributes: Attributes
    ) throws -> PrimitiveDescription {
        var descriptor = dnnl_deconvolution_desc_t()
        try withOptionalPointer(to: bias?.descriptor) { bias in
            var (source, weights, destination) = (source.descriptor, weights.descriptor, destination.descriptor)
            try check(
                dnnl_dilated_deconvolution_forward_desc_init(
                    &descriptor, dnnl_forward_inference, dnnl_deconvolution_direct, &source, &weights, bias, &destination,
                    geometry.strides.dims, geometry.gaps.dims, geometry.paddingBefore.dims, geometry.paddingAfter.dims),
                "deconvolution_forward_desc_init")
        }
        return try first(&descriptor, attributes, "deconvolution")
    }

    static func pooling(
        _ kind: PoolingKind, source: Layout, destination: Layout, extents: [Int], geometry: WindowGeometry,
        _ attributes: Attributes
    ) throws -> PrimitiveDescription {
        var descriptor = dnnl_pooling_v2_desc_t()
        var (source, destination) = (source.descriptor, destination.descriptor)
        try check(
            dnnl_pooling_v2_forward_desc_init(
                &descriptor, dnnl_forward_inference, kind == .maximum ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding,
                &source, &destination, geometry.strides.dims, extents.dims, geometry.gaps.dims, geometry.paddingBefore.dims,
                geometry.paddingAfter.dims),
            "pooling_v2_forward_desc_init")
        return try first(&descriptor, attributes, "pooling")
    }
}

extension [Int] {
    fileprivate var dims: [dnnl_dim_t] { map(dnnl_dim_t.init) }
}

/// Calls `body` with a pointer to `value`, or with null.
func withOptionalPointer<Value, Result>(to value: Value?, _ body: (UnsafePointer<Value>?) throws -> Result) rethrows -> Result {
    guard var value else { return try body(nil) }
    return try withUnsafePointer(to: &value) { try body($0) }
}
