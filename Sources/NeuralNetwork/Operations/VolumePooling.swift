/// The maximum or the mean of a window that slides over a volume.
package struct VolumePooling: Fusable {
    package var kind: PoolingKind
    package var window: VolumeWindow
    package var followups: [Followup] = []

    package var name: String { kind == .maximum ? "max pooling of volumes" : "average pooling of volumes" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        try window.shape(of: inputs[0], channels: inputs[0].last ?? nil, "window")
    }
}

extension VolumePooling {
    package func lower(into lowering: inout Lowering) throws {
        let geometry = window.geometry(of: lowering.extents(lowering.input))
        let result = try lowering.pool(kind, extents: window.axes.map(\.extent), geometry, to: lowering.extents, followups)
        try lowering.place(result.operand, after: followups.dropFirst(result.accepted))
    }
}

extension Graph {
    /// The maximum or the mean of each window. Padding never counts: a mean divides by the elements inside the volume.
    ///
    /// - Parameters:
    ///   - x: `[batch, depth, height, width, channels]`.
    ///   - size: along depth, height and width, as `strides`.
    public mutating func volumePooling(
        _ x: Value, _ kind: PoolingKind, size: [Int], strides: [Int], padding: VolumePadding = .valid
    ) throws(GraphError) -> Value {
        try add(
            VolumePooling(kind: kind, window: VolumeWindow(size, strides: strides, dilation: [1, 1, 1], padding: padding)), [x])
    }
}
