import COneDNN

/// How the elements of a tensor lie in memory: oneDNN's memory descriptor.
///
/// oneDNN orders the dimensions of data as batch, channels, then space, whatever the order in memory. A tensor
/// `[batch, height, width, channels]` thus has the dimensions (batch, channels, height, width) here; ranks 1 and 2 keep
/// their order.
///
/// Unchecked, for a memory descriptor never changes.
final class Layout: @unchecked Sendable {
    let handle: framerill_layout_t

    var dimensions: [Int] { list(framerill_layout_dims(handle), framerill_layout_rank(handle)) }

    /// With the unused rest of the last blocks.
    var paddedDimensions: [Int] { list(framerill_layout_padded_dims(handle), framerill_layout_rank(handle)) }

    var bytes: Int { Int(dnnl_memory_desc_get_size(handle)) }

    /// Where a region starts in the memory of the whole, counted in elements.
    var offset: Int { Int(framerill_layout_offset(handle)) }

    /// Float32 also for the layout of nothing, such as an unneeded scratchpad.
    var elementType: ElementType { ElementType(code: framerill_layout_type(handle)) ?? .float32 }

    /// The dense row-major layout of a tensor of shape `extents`.
    convenience init(rowMajor extents: [Int], of type: ElementType = .float32) throws {
        var strides = extents
        var stride = 1
        for axis in extents.indices.reversed() {
            strides[axis] = stride
            stride *= extents[axis]
        }
        try self.init(dimensions: Self.engineOrder(extents), strides: Self.engineOrder(strides), of: type)
    }

    /// Images of dimensions (batch, channels, height, width) whose channels lie side by side: `nhwc`, row-major as Keras has them.
    convenience init(channelsLast dimensions: [Int], of type: ElementType = .float32) throws {
        try self.init(rowMajor: [dimensions[0], dimensions[2], dimensions[3], dimensions[1]], of: type)
    }

    convenience init(dimensions: [Int], strides: [Int], of type: ElementType = .float32) throws {
        try self.init("memory_desc_with_strides") {
            framerill_layout_with_strides(&$0, CInt(dimensions.count), dimensions.dims, type.code, strides.dims)
        }
    }

    /// The layout that oneDNN likes best for a tensor of these dimensions, once a primitive is described with it.
    convenience init(open dimensions: [Int], of type: ElementType = .float32) throws {
        try self.init(dimensions: dimensions, tag: dnnl_format_tag_any, of: type)
    }

    /// Images whose channels lie in blocks of 4, 8 or 16, the last one filled with zeros: `nChw8c`.
    convenience init(channelBlocks extent: Int, dimensions: [Int]) throws {
        let tags = [4: dnnl_nChw4c, 8: dnnl_nChw8c, 16: dnnl_nChw16c]
        guard let tag = tags[extent] else { preconditionFailure("no layout has blocks of \(extent) channels") }
        try self.init(dimensions: dimensions, tag: tag, of: .float32)
    }

    convenience init(dimensions: [Int], tag: dnnl_format_tag_t, of type: ElementType) throws {
        try self.init("memory_desc_with_tag") {
            framerill_layout_with_tag(&$0, CInt(dimensions.count), dimensions.dims, type.code, tag)
        }
    }

    /// The layout that `create` makes.
    convenience init(_ call: String, _ create: (inout framerill_layout_t?) -> dnnl_status_t) throws {
        var handle: framerill_layout_t?
        try check(create(&handle), call)
        self.init(adopting: handle!)
    }

    init(adopting handle: framerill_layout_t) { self.handle = handle }

    deinit { framerill_layout_destroy(handle) }

    /// A shape in oneDNN's order of dimensions. A scalar has one dimension of extent 1.
    static func engineOrder(_ extents: [Int]) -> [Int] {
        guard extents.count > 2 else { return extents.isEmpty ? [1] : extents }
        return [extents[0], extents[extents.count - 1]] + extents[1..<(extents.count - 1)]
    }

    /// Where an axis of a tensor of `rank` stands among oneDNN's dimensions.
    static func engineAxis(_ axis: Int, rank: Int) -> Int {
        guard rank > 2, axis > 0 else { return axis }
        return axis == rank - 1 ? 1 : axis + 1
    }

    /// The region of `dimensions` that starts at `offsets`, in the memory of the whole.
    func region(dimensions: [Int], offsets: [Int]) throws -> Layout {
        try Layout("memory_desc_submemory") { framerill_layout_region(&$0, handle, dimensions.dims, offsets.dims) }
    }

    /// The same memory with dimension `i` being what was dimension `order[i]`.
    func permuted(_ order: [Int]) throws -> Layout {
        var places = [CInt](repeating: 0, count: order.count)
        for (place, source) in order.enumerated() { places[source] = CInt(place) }
        return try Layout("memory_desc_permute_axes") { framerill_layout_permuted(&$0, handle, places) }
    }

    var blocking: Blocking? {
        guard framerill_layout_kind(handle) == dnnl_blocked else { return nil }
        let count = framerill_layout_block_count(handle)
        return Blocking(
            strides: list(framerill_layout_strides(handle), framerill_layout_rank(handle)),
            blocks: zip(
                list(framerill_layout_block_dimensions(handle), count), list(framerill_layout_block_extents(handle), count)
            )
            .map { Blocking.Block(dimension: $0, extent: $1) })
    }

    /// Strides between blocks, and the blocks inside, outermost first.
    struct Blocking {
        struct Block: Hashable {
            let dimension: Int
            let extent: Int
        }
        let strides: [Int]
        let blocks: [Block]
    }

    private func list(_ dims: UnsafePointer<dnnl_dim_t>?, _ count: CInt) -> [Int] {
        UnsafeBufferPointer(start: dims, count: Int(count)).map { Int($0) }
    }
}

extension [Int] {
    /// As oneDNN takes lists of extents.
    var dims: [dnnl_dim_t] { map(dnnl_dim_t.init) }
}
