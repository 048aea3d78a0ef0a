import COneDNN

/// A matrix in row-major memory, or its transpose.
struct FlatMatrix {
    let start: UnsafeMutablePointer<Float>
    /// How far the rows stand from each other, as they lie in memory.
    let stride: Int
    var isTransposed = false
}

/// The extents of a product of matrices, `rows × depth` times `depth × columns`.
struct FlatProduct {
    let (rows, columns, depth): (Int, Int, Int)

    /// Multiplies from within a loop of ours, with the calling thread and its team.
    ///
    /// - Parameter adding: to what is in `result`; otherwise that is overwritten.
    func run(_ left: FlatMatrix, _ right: FlatMatrix, into result: FlatMatrix, adding: Bool = false) throws {
        func mark(_ matrix: FlatMatrix) -> CChar { CChar(UInt8(ascii: matrix.isTransposed ? "T" : "N")) }
        let status = dnnl_sgemm(
            mark(left), mark(right), dnnl_dim_t(rows), dnnl_dim_t(columns), dnnl_dim_t(depth), 1, left.start,
            dnnl_dim_t(left.stride), right.start, dnnl_dim_t(right.stride), adding ? 1 : 0, result.start,
            dnnl_dim_t(result.stride))
        try check(status, "sgemm")
    }
}
