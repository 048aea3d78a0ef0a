import COneDNN

/// How oneDNN 2 lays out transformed kernels for its Winograd convolutions: vectors of 16 filters, α² transformed taps, and blocks
/// of channels and filters in an order that depends on the kernel.
struct WinogradFormat: Hashable, Sendable {
    enum Order: Hashable, Sendable {
        /// Taps, blocks of filters, channels (F(2×2), `aaOio`).
        case taps
        /// Taps, groups of filter blocks, channels, the blocks of a group (F(2×2), `aaOBiOo`).
        case tapsWithGroups
        /// Groups of filter blocks, taps, groups of channels, the blocks of a group, channels (F(4×4), `OBaaIBOIio`).
        case groups
    }

    static let vector = 16

    let order: Order
    /// 6 for F(4×4, 3×3), 4 for F(2×2, 3×3).
    let alpha: Int
    /// Multiples of a block.
    var channels: Int
    var filters: Int
    /// How many channels make a group.
    let channelGroup: Int
    /// How many blocks of filters make a group.
    let filterGroup: Int

    /// Nil for a layout of another kind.
    init?(_ layout: Layout) {
        guard layout.descriptor.format_kind == dnnl_format_kind_wino else { return nil }
        let format = layout.descriptor.format_desc.wino_desc
        switch format.wino_format {
        case dnnl_wino_wei_aaOio: order = .taps
        case dnnl_wino_wei_aaOBiOo: order = .tapsWithGroups
        case dnnl_wino_wei_OBaaIBOIio: order = .groups
        default: return nil
        }
        guard format.r == 3, format.adj_scale == 1, [4, 6].contains(format.alpha), format.oc_block == Self.vector else {
            return nil
        }
        alpha = Int(format.alpha)
        (channels, filters) = (Int(format.ic), Int(format.oc))
        channelGroup = Int(format.ic_block) * (order == .groups ? Int(format.ic2_block) : 1)
        filterGroup = order == .taps ? 1 : Int(format.oc2_block)
        guard channelGroup > 0, filterGroup > 0, channels % channelGroup == 0, filters % (filterGroup * Self.vector) == 0,
            format.size == alpha * alpha * channels * filters * 4
        else { return nil }
    }

    /// Where the vector of a transformed tap, a channel and a block of filters stands, counted in vectors.
    func place(tap: Int, channel: Int, block: Int) -> Int {
        switch order {
        case .taps: (tap * (filters / Self.vector) + block) * channels + channel
        case .tapsWithGroups:
            ((tap * (filters / Self.vector / filterGroup) + block / filterGroup) * channels + channel) * filterGroup
                + block % filterGroup
        case .groups:
            (((block / filterGroup * alpha * alpha + tap) * (channels / channelGroup) + channel / channelGroup) * filterGroup
                + block % filterGroup) * channelGroup + channel % channelGroup
        }
    }

    /// The layout of the same kind for one group of channels and one of filters, as small as it can be.
    func smallest(_ layout: Layout) -> Layout {
        var result = layout
        let (channels, filters) = (channelGroup, filterGroup * Self.vector)
        withUnsafeMutablePointer(to: &result.descriptor) { descriptor in
            (descriptor.pointee.dims.0, descriptor.pointee.dims.1) = (dnnl_dim_t(filters), dnnl_dim_t(channels))
            (descriptor.pointee.padded_dims.0, descriptor.pointee.padded_dims.1) = (dnnl_dim_t(filters), dnnl_dim_t(channels))
            descriptor.pointee.format_desc.wino_desc.ic = CInt(channels)
            descriptor.pointee.format_desc.wino_desc.oc = CInt(filters)
            descriptor.pointee.format_desc.wino_desc.size = alpha * alpha * channels * filters * 4
        }
        return result
    }
}
