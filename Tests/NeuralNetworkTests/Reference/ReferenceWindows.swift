import NeuralNetwork

/// The operations that slide windows over images.
extension ReferenceEvaluation {
    static func convolve(_ convolution: Convolution, _ x: [Array64]) -> Array64 {
        let (image, kernel) = (x[0], x[1])
        let (v, h) = (convolution.vertical, convolution.horizontal)
        let top = padding(convolution.padding, v, isVertical: true, length: image.shape[1])
        let left = padding(convolution.padding, h, isVertical: false, length: image.shape[2])
        let (channels, filters) = (kernel.shape[2], kernel.shape[3])
        let rows = (image.shape[1] + top.0 + top.1 - (v.extent - 1) * v.dilation - 1) / v.stride + 1
        let columns = (image.shape[2] + left.0 + left.1 - (h.extent - 1) * h.dilation - 1) / h.stride + 1
        return Array64(shape: [image.shape[0], rows, columns, filters]) { p in
            var sum = convolution.hasBias ? x[2][[p[3]]] : 0
            let group = p[3] / (filters / convolution.groups)
            for u in 0..<v.extent {
                for w in 0..<h.extent {
                    let (i, j) = (p[1] * v.stride + u * v.dilation - top.0, p[2] * h.stride + w * h.dilation - left.0)
                    guard image.shape[1] > i, i >= 0, image.shape[2] > j, j >= 0 else { continue }
                    for c in 0..<channels { sum += image[[p[0], i, j, group * channels + c]] * kernel[[u, w, c, p[3]]] }
                }
            }
            return sum
        }
    }

    /// Scatters each pixel over the full result, then cuts the ends off, as TensorFlow's gradient of a convolution does.
    static func convolveTransposed(_ operation: TransposedConvolution, _ x: [Array64]) -> Array64 {
        let (image, kernel) = (x[0], x[1])
        let (v, h) = (operation.vertical, operation.horizontal)
        let shape = try! operation.shape(of: x.map(\.shape)).map { $0! }
        let (top, left) = (
            cut(operation, v, 0, input: image.shape[1], output: shape[1]),
            cut(operation, h, 1, input: image.shape[2], output: shape[2])
        )
        var result = Array64(shape: shape) { operation.hasBias ? x[2][[$0[3]]] : 0 }
        for p in image.positions {
            for u in 0..<v.extent {
                for w in 0..<h.extent {
                    let (i, j) = (p[1] * v.stride + u * v.dilation - top, p[2] * h.stride + w * h.dilation - left)
                    guard shape[1] > i, i >= 0, shape[2] > j, j >= 0 else { continue }
                    for f in 0..<shape[3] { result[[p[0], i, j, f]] += image[p] * kernel[[u, w, f, p[3]]] }
                }
            }
        }
        return result
    }

    /// The padding that a convolution over `output` pixels has before its first pixel.
    private static func cut(
        _ operation: TransposedConvolution, _ window: SlidingWindow, _ axis: Int, input: Int, output: Int
    ) -> Int {
        switch operation.padding {
        case .valid: 0
        case .same: max((input - 1) * window.stride + (window.extent - 1) * window.dilation + 1 - output, 0) / 2
        case .explicit(let top, _, let left, _): axis == 0 ? top : left
        }
    }

    static func pool(_ pooling: Pooling, _ image: Array64) -> Array64 {
        let (v, h) = (pooling.vertical, pooling.horizontal)
        let top = padding(pooling.padding, v, isVertical: true, length: image.shape[1])
        let left = padding(pooling.padding, h, isVertical: false, length: image.shape[2])
        let rows = (image.shape[1] + top.0 + top.1 - v.extent) / v.stride + 1
        let columns = (image.shape[2] + left.0 + left.1 - h.extent) / h.stride + 1
        return Array64(shape: [image.shape[0], rows, columns, image.shape[3]]) { p in
            var inside: [Double] = []
            for u in 0..<v.extent {
                for w in 0..<h.extent {
                    let (i, j) = (p[1] * v.stride + u - top.0, p[2] * h.stride + w - left.0)
                    if image.shape[1] > i, i >= 0, image.shape[2] > j, j >= 0 { inside.append(image[[p[0], i, j, p[3]]]) }
                }
            }
            return pooling.kind == .maximum ? inside.max()! : inside.reduce(0, +) / Double(inside.count)
        }
    }

    static func padding(_ padding: Padding, _ window: SlidingWindow, isVertical: Bool, length: Int) -> (Int, Int) {
        switch padding {
        case .valid: return (0, 0)
        case .explicit(let top, let bottom, let left, let right): return isVertical ? (top, bottom) : (left, right)
        case .same:
            let positions = Int((Double(length) / Double(window.stride)).rounded(.up))
            let total = max((positions - 1) * window.stride + (window.extent - 1) * window.dilation + 1 - length, 0)
            return (total / 2, total - total / 2)
        }
    }

    static func upsample(_ upsampling: Upsampling, _ image: Array64) -> Array64 {
        let (rows, columns) = (image.shape[1] * upsampling.factors[0], image.shape[2] * upsampling.factors[1])
        return Array64(shape: [image.shape[0], rows, columns, image.shape[3]]) { p in
            let (i, j) = (
                place(p[1], image.shape[1], rows, upsampling.interpolation),
                place(p[2], image.shape[2], columns, upsampling.interpolation)
            )
            var sum = 0.0
            for (row, a) in [(Int(i), 1 - (i - i.rounded(.down))), (min(Int(i) + 1, image.shape[1] - 1), i - i.rounded(.down))] {
                for (column, b) in [
                    (Int(j), 1 - (j - j.rounded(.down))), (min(Int(j) + 1, image.shape[2] - 1), j - j.rounded(.down)),
                ] {
                    sum += a * b * image[[p[0], row, column, p[3]]]
                }
            }
            return sum
        }
    }

    /// Where in an axis of `source` pixels the pixel `position` of `result` pixels lies.
    private static func place(_ position: Int, _ source: Int, _ result: Int, _ interpolation: Interpolation) -> Double {
        let scale = Double(source) / Double(result)
        switch interpolation {
        case .nearest: return ((Double(position) + 0.5) * scale).rounded(.down)
        case .bilinear: return min(max((Double(position) + 0.5) * scale - 0.5, 0), Double(source - 1))
        case .bilinearLegacy: return min(Double(position) * scale, Double(source - 1))
        case .bilinearAlignedCorners: return result > 1 ? Double(position) * Double(source - 1) / Double(result - 1) : 0
        }
    }
}
