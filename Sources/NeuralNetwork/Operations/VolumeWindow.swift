/// A window that slides along depth, height and width of `[batch, depth, height, width, channels]`.
package struct VolumeWindow: Sendable, Hashable {
    package var axes: [SlidingWindow]
    package var padding: VolumePadding

    package init(_ extents: [Int], strides: [Int], dilation: [Int], padding: VolumePadding) {
        axes = extents.indices.map { SlidingWindow(extent: extents[$0], stride: strides[$0], dilation: dilation[$0]) }
        self.padding = padding
    }

    /// The shape of what the window gives.
    package func shape(of volume: Shape, channels: Int?, _ what: String) throws(ShapeMismatch) -> Shape {
        guard volume.count == 5, axes.count == 3 else {
            throw ShapeMismatch(expected: "a volume [batch, depth, height, width, channels]", found: volume.text)
        }
        var result = [volume[0]]
        for (axis, window) in axes.enumerated() {
            try window.check(what)
            result.append(try window.positions(padding.ofImage, vertical: true, length: volume[axis + 1]))
        }
        return result + [channels]
    }

    func geometry(of volume: [Int]) -> WindowGeometry {
        let amounts = axes.enumerated().map { $1.amounts(padding.ofImage, vertical: true, length: volume[$0 + 1]) }
        return WindowGeometry(
            strides: axes.map(\.stride), gaps: axes.map { $0.dilation - 1 }, paddingBefore: amounts.map(\.before),
            paddingAfter: amounts.map(\.after))
    }
}

/// How a window treats the border of a volume; see `Padding`.
public enum VolumePadding: Sendable, Hashable {
    case valid, same

    var ofImage: Padding { self == .same ? .same : .valid }
}
