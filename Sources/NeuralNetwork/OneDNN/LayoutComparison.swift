import COneDNN

extension Layout {
    /// Whether both put each element at the same place, however they describe it: a blocked layout of one pixel is also
    /// row-major, and the stride of an extent of 1 means nothing.
    func isSame(as other: Layout) -> Bool {
        if withUnsafePointer(
            to: descriptor,
            { left in
                withUnsafePointer(to: other.descriptor) { dnnl_memory_desc_equal(left, $0) }
            }) != 0
        {
            return true
        }
        guard dimensions == other.dimensions, paddedDimensions == other.paddedDimensions,
            descriptor.offset0 == other.descriptor.offset0, descriptor.extra.flags == other.descriptor.extra.flags,
            let pieces = pieces, let others = other.pieces
        else { return false }
        return pieces == others
    }

    /// Whether the elements lie densely and in row-major order of a tensor of shape `extents`.
    func isRowMajor(_ extents: [Int]) throws -> Bool { try isSame(as: Layout(rowMajor: extents)) }

    /// Whether the memory has no gaps and no padding.
    var isDense: Bool { descriptor.offset0 == 0 && bytes == dimensions.reduce(4, *) }

    /// The layout of the same kind (same blocks, same order of strides) for other dimensions, as a broadcast operand or a
    /// padded image needs it.
    func alike(dimensions: [Int]) throws -> Layout {
        guard let blocking else { return try Layout(open: dimensions) }
        var padded = dimensions
        var extents = [Int](repeating: 1, count: dimensions.count)
        for block in blocking.blocks { extents[block.dimension] *= block.extent }
        for axis in padded.indices { padded[axis] = (padded[axis] + extents[axis] - 1) / extents[axis] * extents[axis] }
        // Slowest dimension first; where strides tie (an extent of 1), the dimension order decides.
        let order = dimensions.indices.sorted { (-blocking.strides[$0], $0) < (-blocking.strides[$1], $1) }
        var stride = blocking.blocks.reduce(1) { $0 * $1.extent }
        var strides = dimensions
        for axis in order.reversed() {
            strides[axis] = stride
            stride *= padded[axis] / extents[axis]
        }
        var result = Layout(descriptor)
        result.descriptor.offset0 = 0
        Self.store(dimensions, in: &result.descriptor.dims)
        Self.store(padded, in: &result.descriptor.padded_dims)
        Self.store([Int](repeating: 0, count: dimensions.count), in: &result.descriptor.padded_offsets)
        Self.store(strides, in: &result.descriptor.format_desc.blocking.strides)
        return result
    }

    private static func store(_ values: [Int], in dims: inout dnnl_dims_t) {
        withUnsafeMutableBytes(of: &dims) { bytes in
            let list = bytes.bindMemory(to: dnnl_dim_t.self)
            for (index, value) in values.enumerated() { list[index] = dnnl_dim_t(value) }
        }
    }

    /// Where, in bytes, a dense `part` begins that follows `position` indices along a dimension, if its elements are one run
    /// of this layout's memory.
    func start(ofPart part: Layout, at position: Int, along dimension: Int) throws -> Int? {
        guard let blocking else { return nil }
        let block = blocking.blocks.reduce(1) { $1.dimension == dimension ? $0 * $1.extent : $0 }
        guard position % block == 0, part.dimensions[dimension] % block == 0 else { return nil }
        // Each run of the part must have the same stride here, except that the dimension itself is shorter.
        let common = try region(dimensions: part.dimensions, offsets: dimensions.indices.map { $0 == dimension ? position : 0 })
        var dense = common
        dense.descriptor.offset0 = 0
        dense.descriptor.padded_offsets = part.descriptor.padded_offsets
        dense.descriptor.padded_dims = part.descriptor.padded_dims
        guard dense.isSame(as: part) else { return nil }
        return Int(common.descriptor.offset0) * 4
    }

    /// A run of one dimension's indices at a fixed distance in memory.
    private struct Piece: Hashable {
        var dimension: Int
        var extent: Int
        var stride: Int
    }

    /// The layout as runs from the smallest stride to the largest, neighbours of one dimension joined.
    private var pieces: [Piece]? {
        guard let blocking else { return nil }
        var rest = paddedDimensions
        var pieces: [Piece] = []
        var stride = 1
        for block in blocking.blocks.reversed() {
            pieces.append(Piece(dimension: block.dimension, extent: block.extent, stride: stride))
            stride *= block.extent
            rest[block.dimension] /= block.extent
        }
        for (dimension, extent) in rest.enumerated() {
            pieces.append(Piece(dimension: dimension, extent: extent, stride: blocking.strides[dimension]))
        }
        pieces.removeAll { $0.extent == 1 }
        pieces.sort { ($0.stride, $0.dimension) < ($1.stride, $1.dimension) }
        var joined: [Piece] = []
        for piece in pieces {
            if let last = joined.last, last.dimension == piece.dimension, last.stride * last.extent == piece.stride {
                joined[joined.count - 1].extent *= piece.extent
            } else {
                joined.append(piece)
            }
        }
        return joined
    }
}
