import COneDNN

/// How the elements of a tensor lie in memory: oneDNN's memory descriptor.
///
/// oneDNN orders the dimensions of data as batch, channels, then space, whatever the order in memory. A tensor
/// `[batch, height, width, channels]` thus has the dimensions (batch, channels, height, width) here; ranks 1 and 2 keep
/// their order.
struct Layout: Sendable {
    var descriptor: dnnl_memory_desc_t

    var dimensions: [Int] { Self.list(descriptor.dims, descriptor.ndims) }

    /// With the unused rest of the last blocks.
    var paddedDimensions: [Int] { Self.list(descriptor.padded_dims, descriptor.ndims) }

    var bytes: Int { withUnsafePointer(to: descriptor) { Int(dnnl_memory_desc_get_size($0)) } }

    /// Whether oneDNN has still to choose.
    var isOpen: Bool { descriptor.format_kind == dnnl_format_kind_any }

    /// The dense row-major layout of a tensor of shape `extents`.
    init(rowMajor extents: [Int]) throws {
        var strides = extents
        var stride = 1
        for axis in extents.indices.reversed() {
            strides[axis] = stride
            stride *= extents[axis]
        }
        try self.init(dimensions: Self.engineOrder(extents), strides: Self.engineOrder(strides))
    }

    init(dimensions: [Int], strides: [Int]) throws {
        descriptor = dnnl_memory_desc_t()
        let (dims, steps) = (dimensions.map(dnnl_dim_t.init), strides.map(dnnl_dim_t.init))
        try check(
            dnnl_memory_desc_init_by_strides(&descriptor, CInt(dims.count), dims, dnnl_f32, steps), "memory_desc_init_by_strides")
    }

    /// The layout that oneDNN likes best for a tensor of these dimensions, once a primitive is described with it.
    init(open dimensions: [Int]) throws {
        descriptor = dnnl_memory_desc_t()
        let dims = dimensions.map(dnnl_dim_t.init)
        try check(
            dnnl_memory_desc_init_by_tag(&descriptor, CInt(dims.count), dims, dnnl_f32, dnnl_format_tag_any),
            "memory_desc_init_by_tag")
    }

    init(_ descriptor: dnnl_memory_desc_t) { self.descriptor = descriptor }

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
        var part = dnnl_memory_desc_t()
        let (dims, starts) = (dimensions.map(dnnl_dim_t.init), offsets.map(dnnl_dim_t.init))
        try withUnsafePointer(to: descriptor) {
            try check(dnnl_memory_desc_init_submemory(&part, $0, dims, starts), "memory_desc_init_submemory")
        }
        return Layout(part)
    }

    /// The same memory with dimension `i` being what was dimension `order[i]`.
    func permuted(_ order: [Int]) throws -> Layout {
        var places = [CInt](repeating: 0, count: order.count)
        for (place, source) in order.enumerated() { places[source] = CInt(place) }
        var result = dnnl_memory_desc_t()
        try withUnsafePointer(to: descriptor) {
            try check(dnnl_memory_desc_permute_axes(&result, $0, places), "memory_desc_permute_axes")
        }
        return Layout(result)
    }

    private static func list(_ dims: dnnl_dims_t, _ count: CInt) -> [Int] {
        withUnsafeBytes(of: dims) { $0.bindMemory(to: dnnl_dim_t.self).prefix(Int(count)).map { Int($0) } }
    }

    var blocking: Blocking? {
        guard descriptor.format_kind == dnnl_blocked else { return nil }
        let description = descriptor.format_desc.blocking
        return Blocking(
            strides: Self.list(description.strides, descriptor.ndims),
            blocks: zip(
                Self.list(description.inner_blks, description.inner_nblks),
                Self.list(description.inner_idxs, description.inner_nblks)
            )
            .map { Blocking.Block(dimension: $1, extent: $0) })
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
}
