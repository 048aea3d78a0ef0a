import COneDNN

extension PrimitiveDescription {
    static func innerProduct(
        source: Layout, weights: Layout, bias: Layout?, destination: Layout, _ attributes: Attributes
    ) throws -> PrimitiveDescription {
        try PrimitiveDescription("inner product", attributes) {
            framerill_inner_product(&$0, $1, $2, source.handle, weights.handle, bias?.handle, destination.handle)
        }
    }

    /// Products of matrices in the last two dimensions; the others are equal, or 1 in one operand.
    static func matrixProduct(_ left: Layout, _ right: Layout, destination: Layout) throws -> PrimitiveDescription {
        try PrimitiveDescription("matrix product", Attributes()) {
            framerill_matrix_product(&$0, $1, $2, left.handle, right.handle, destination.handle)
        }
    }
}
