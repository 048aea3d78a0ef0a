import CDirect

/// A maximum of windows in oneDNN's order of dimensions.
struct PoolingShapes {
    let destination: [Int]
    let engine: direct_pooling
}

/// The pooling that alone reads the result of a convolution, and may be done with it.
struct FollowingPooling {
    let value: Graph.Value
    let shapes: PoolingShapes
    /// What is done to each maximum. It may be done to each number before: the maximum of what never falls is the same, to the bit.
    let followups: [Followup]
}

extension Lowering {
    /// The pooling that is to be done with the convolution being lowered. Its windows don't overlap from row to row: threads divide the
    /// rows, and would compute some of them twice.
    var followingPooling: FollowingPooling? {
        guard options.isOptimized, let reader = soleReader, let pooling = graph.nodes[reader.index].operation as? Pooling,
            pooling.kind == .maximum, !pooling.leavesWorkspace, pooling.vertical.extent <= pooling.vertical.stride,
            pooling.followups.neverFall
        else { return nil }
        let (image, result) = (extents, extents(reader))
        let rows = pooling.vertical.amounts(pooling.padding, vertical: true, length: image[1])
        let columns = pooling.horizontal.amounts(pooling.padding, vertical: false, length: image[2])
        let engine = direct_pooling(
            rows: result[1], columns: result[2], window_height: pooling.vertical.extent, window_width: pooling.horizontal.extent,
            stride_down: pooling.vertical.stride, stride_across: pooling.horizontal.stride, padding_top: rows.before,
            padding_left: columns.before)
        return FollowingPooling(
            value: reader, shapes: PoolingShapes(destination: Layout.engineOrder(result), engine: engine),
            followups: pooling.followups)
    }
}

extension [Followup] {
    fileprivate var neverFall: Bool {
        allSatisfy {
            guard case .activation(let activation) = $0, let line = activation.brokenLine else { return false }
            return line.slope >= 0
        }
    }
}
