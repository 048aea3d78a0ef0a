import COneDNN

extension PrimitiveDescription {
    static func innerProduct(
        source: Layout, weights: Layout, bias: Layout?, destination: Layout, _ attributes: Attributes
    ) throws -> PrimitiveDescription {
        var descriptor = dnnl_inner_product_desc_t()
        try withOptionalPointer(to: bias?.descriptor) { bias in
            var (source, weights, destination) = (source.descriptor, weights.descriptor, destination.descriptor)
            try check(
                dnnl_inner_product_forward_desc_init(&descriptor, dnnl_forward_inference, &source, &weights, bias, &destination),
                "inner_product_forward_desc_init")
        }
        return try first(&descriptor, attributes, "inner product")
    }
}
