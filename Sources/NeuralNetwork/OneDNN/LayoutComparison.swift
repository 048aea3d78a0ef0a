import COneDNN

extension Layout {
    /// Whether both put each element at the same place, however they describe it: a blocked layout of one pixel is also
    /// row-major, and the stride of an extent of 1 means nothing.
    func isSame(as other: Layout) -> Bool {
        if self === other || dnnl_memory_desc_equal(handle, other.handle) != 0 { return true }
        guard elementType == other.elementType, dimensions == other.dimensions, paddedDimensions == other.paddedDimensions,
            offset == other.offset, hasElementsOnly, other.hasElementsOnly,
            let pieces = pieces(padded: paddedDimensions), let others = other.pieces(padded: paddedDimensions)
        else { return false }
        return pieces == others
    }

    /// Kernels of int8 may be followed by sums of their elements, which only their size tells.
    private var hasElementsOnly: Bool {
        elementType != .int8 || bytes == paddedDimensions.reduce(elementType.bytes, *)
    }

    /// Whether the elements lie densely and in row-major order of a tensor of shape `extents`.
    func isRowMajor(_ extents: [Int]) throws -> Bool { try isSame(as: Layout(rowMajor: extents)) }

    /// Whether the memory has no gaps and no padding.
    var isDense: Bool { offset == 0 && bytes == dimensions.reduce(elementType.bytes, *) }

    /// The layout of the same kind (same blocks, same order of strides) for other dimensions, as a broadcast operand or a
    /// padded image needs it. Where oneDNN has no name for the blocks, it has none.
    func alike(dimensions: [Int], of type: ElementType? = nil) throws -> Layout {
        let elementType = type ?? elementType
        guard let blocking else { return try Layout(open: dimensions, of: elementType) }
        if let (tag, order) = blocking.format {
            // The order of memory has the name; the dimensions' own is a permutation of it.
            let named = try Layout(dimensions: order.map { dimensions[$0] }, tag: tag, of: elementType)
            return try named.permuted(dimensions.indices.map { order.firstIndex(of: $0)! })
        }
        var stride = 1
        var strides = dimensions
        for axis in blocking.order(of: Array(dimensions.indices)).reversed() {
            strides[axis] = stride
            stride *= dimensions[axis]
        }
        return try Layout(dimensions: dimensions, strides: strides, of: elementType)
    }

    /// Where, in bytes, a dense `part` begins that follows `position` indices along a dimension, if its elements are one run
    /// of this layout's memory.
    func start(ofPart part: Layout, at position: Int, along dimension: Int) throws -> Int? {
        guard let blocking else { return nil }
        let block = blocking.blocks.reduce(1) { $1.dimension == dimension ? $0 * $1.extent : $0 }
        guard position % block == 0, part.dimensions[dimension] % block == 0 else { return nil }
        // Each run of the part must have the same stride here, except that the dimension itself is shorter.
        let common = try region(dimensions: part.dimensions, offsets: dimensions.indices.map { $0 == dimension ? position : 0 })
        let padded = part.paddedDimensions
        guard elementType == part.elementType, let pieces = part.pieces(padded: padded), common.pieces(padded: padded) == pieces
        else { return nil }
        return common.offset * elementType.bytes
    }

    /// A run of one dimension's indices at a fixed distance in memory.
    private struct Piece: Hashable {
        var dimension: Int
        var extent: Int
        var stride: Int
    }

    /// The layout of padded dimensions as runs from the smallest stride to the largest, neighbours of one dimension joined.
    private func pieces(padded: [Int]) -> [Piece]? {
        guard let blocking else { return nil }
        var rest = padded
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

extension Layout.Blocking {
    /// Slowest dimension first; where strides tie (an extent of 1), the dimension order decides.
    fileprivate func order(of dimensions: [Int]) -> [Int] {
        dimensions.sorted { (-strides[$0], $0) < (-strides[$1], $1) }
    }

    /// oneDNN's name for blocks of the second slowest dimension, and the dimensions from the slowest to the fastest.
    fileprivate var format: (tag: dnnl_format_tag_t, order: [Int])? {
        guard blocks.count == 1, let tag = Self.tags[strides.count]?[blocks[0].extent] else { return nil }
        var order = order(of: strides.indices.filter { $0 != blocks[0].dimension })
        order.insert(blocks[0].dimension, at: 1)
        return zip(order, order.dropFirst()).allSatisfy { strides[$0] >= strides[$1] } ? (tag, order) : nil
    }

    /// By rank and extent of the block.
    private static let tags = [
        3: [4: dnnl_aBc4b, 8: dnnl_aBc8b, 16: dnnl_aBc16b, 32: dnnl_aBc32b],
        4: [4: dnnl_aBcd4b, 8: dnnl_aBcd8b, 16: dnnl_aBcd16b, 32: dnnl_aBcd32b],
        5: [4: dnnl_aBcde4b, 8: dnnl_aBcde8b, 16: dnnl_aBcde16b, 32: dnnl_aBcde32b],
    ]
}
