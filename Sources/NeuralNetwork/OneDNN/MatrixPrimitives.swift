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

    /// Products of matrices in the last two dimensions; the others are equal, or 1 in one operand.
    static func matrixProduct(_ left: Layout, _ right: Layout, destination: Layout) throws -> PrimitiveDescription {
        var descriptor = dnnl_matmul_desc_t()
        var (left, right, destination) = (left.descriptor, right.descriptor, destination.descriptor)
        try check(dnnl_matmul_desc_init(&descriptor, &left, &right, nil, &destination), "matmul_desc_init")
        return try first(&descriptor, Attributes(), "matrix product")
    }
}
