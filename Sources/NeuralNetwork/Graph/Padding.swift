/// How a window that slides over an image treats the image's border.
public enum Padding: Sendable, Hashable {
    /// The window stays inside the image.
    case valid
    /// As much padding as makes the output `ceil(input / stride)`, the odd row and column after the image (TensorFlow's rule).
    case same
    /// Given amounts.
    case explicit(top: Int, bottom: Int, left: Int, right: Int)
}

/// A window sliding along one axis: `extent` taps, `dilation` apart (1 = neighbours), moved by `stride`.
package struct SlidingWindow: Sendable, Hashable {
    package var extent: Int
    package var stride: Int
    package var dilation: Int

    package init(extent: Int, stride: Int, dilation: Int = 1) {
        (self.extent, self.stride, self.dilation) = (extent, stride, dilation)
    }

    /// The pixels from the first to the last tap.
    package var reach: Int { (extent - 1) * dilation + 1 }

    package func check(_ what: String) throws(ShapeMismatch) {
        guard extent > 0, stride > 0, dilation > 0 else {
            throw ShapeMismatch(
                expected: "a \(what) whose size, stride and dilation are at least 1",
                found: "size \(extent), stride \(stride), dilation \(dilation)")
        }
    }

    /// Padding before and after an axis of `length`.
    package func amounts(_ padding: Padding, vertical: Bool, length: Int) -> (before: Int, after: Int) {
        switch padding {
        case .valid: return (0, 0)
        case .explicit(let top, let bottom, let left, let right): return vertical ? (top, bottom) : (left, right)
        case .same:
            let output = (length + stride - 1) / stride
            let total = max((output - 1) * stride + reach - length, 0)
            return (total / 2, total - total / 2)
        }
    }

    /// `floor((length + padding − reach) / stride) + 1`, and `ceil(length / stride)` for `same`.
    package func positions(_ padding: Padding, vertical: Bool, length: Int?) throws(ShapeMismatch) -> Int? {
        guard let length else { return nil }
        let amounts = amounts(padding, vertical: vertical, length: length)
        guard amounts.before >= 0, amounts.after >= 0 else {
            throw ShapeMismatch(expected: "padding of at least 0", found: "\(padding)")
        }
        let room = length + amounts.before + amounts.after - reach
        guard room >= 0 else {
            throw ShapeMismatch(
                expected: "\(vertical ? "a height" : "a width") of at least \(reach) for the window to fit",
                found: "\(length + amounts.before + amounts.after) with padding")
        }
        return room / stride + 1
    }
}
