import COneDNN

/// How oneDNN 2 lays out transformed kernels for its Winograd convolutions, which version 3 doesn't have: vectors of 16
/// filters, α² transformed taps, and blocks of channels and filters in an order that depends on the kernel.
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
        var format = framerill_winograd_t()
        guard framerill_winograd(layout.handle, &format) != 0, [4, 6].contains(format.alpha) else { return nil }
        order =
            switch format.order {
            case framerill_winograd_taps: .taps
            case framerill_winograd_taps_with_groups: .tapsWithGroups
            default: .groups
            }
        alpha = Int(format.alpha)
        (channels, filters) = (Int(format.channels), Int(format.filters))
        (channelGroup, filterGroup) = (Int(format.channel_group), Int(format.filter_group))
        guard channelGroup > 0, filterGroup > 0, channels % channelGroup == 0, filters % (filterGroup * Self.vector) == 0 else {
            return nil
        }
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
    func smallest(_ layout: Layout) throws -> Layout {
        try Layout("memory_desc of transformed kernels") {
            framerill_winograd_resized(&$0, layout.handle, CInt(channelGroup), CInt(filterGroup * Self.vector))
        }
    }
}
