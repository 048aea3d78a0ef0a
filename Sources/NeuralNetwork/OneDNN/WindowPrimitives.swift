import COneDNN

/// The geometry of a window that slides over rows and columns, as oneDNN takes it.
struct WindowGeometry: Sendable, Hashable {
    var strides: [Int]
    /// Counted from 0 for neighbours, unlike Keras.
    var gaps: [Int]
    var paddingBefore: [Int]
    var paddingAfter: [Int]
}

extension PrimitiveDescription {
    static func convolution(
        isWinograd: Bool = false, source: Layout, weights: Layout, bias: Layout?, destination: Layout,
        geometry: WindowGeometry, _ attributes: Attributes
    ) throws -> PrimitiveDescription {
        try PrimitiveDescription("convolution", attributes) {
            framerill_convolution(
                &$0, $1, $2, isWinograd ? dnnl_convolution_winograd : dnnl_convolution_direct, source.handle,
                weights.handle, bias?.handle, destination.handle, geometry.strides.dims, geometry.gaps.dims,
                geometry.paddingBefore.dims, geometry.paddingAfter.dims)
        }
    }

    static func transposedConvolution(
        source: Layout, weights: Layout, bias: Layout?, destination: Layout, geometry: WindowGeometry, _ attributes: Attributes
    ) throws -> PrimitiveDescription {
        try PrimitiveDescription("deconvolution", attributes) {
            framerill_deconvolution(
                &$0, $1, $2, source.handle, weights.handle, bias?.handle, destination.handle, geometry.strides.dims,
                geometry.gaps.dims, geometry.paddingBefore.dims, geometry.paddingAfter.dims)
        }
    }

    static func pooling(
        _ kind: PoolingKind, source: Layout, destination: Layout, extents: [Int], geometry: WindowGeometry,
        _ attributes: Attributes
    ) throws -> PrimitiveDescription {
        try PrimitiveDescription("pooling", attributes) {
            framerill_pooling(
                &$0, $1, $2, kind.algorithm, source.handle, destination.handle, geometry.strides.dims, extents.dims,
                geometry.gaps.dims, geometry.paddingBefore.dims, geometry.paddingAfter.dims)
        }
    }
}
