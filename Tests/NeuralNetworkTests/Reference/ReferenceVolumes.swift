import NeuralNetwork

/// Windows over volumes, and windows with a kernel of their own at each place.
extension ReferenceEvaluation {
    private static func starts(_ window: VolumeWindow, _ volume: [Int]) -> (before: [Int], result: [Int]) {
        let padding = window.axes.enumerated().map { axis, slide in
            self.padding(window.padding == .same ? .same : .valid, slide, isVertical: true, length: volume[axis + 1])
        }
        let result = window.axes.enumerated().map { axis, slide in
            (volume[axis + 1] + padding[axis].0 + padding[axis].1 - (slide.extent - 1) * slide.dilation - 1) / slide.stride + 1
        }
        return (padding.map { $0.0 }, result)
    }

    static func convolveVolume(_ operation: VolumeConvolution, _ x: [Array64]) -> Array64 {
        let (volume, kernel) = (x[0], x[1])
        let (before, result) = starts(operation.window, volume.shape)
        let (channels, filters) = (kernel.shape[3], kernel.shape[4])
        let taps = Array64(shape: Array(kernel.shape[..<3])).positions
        return Array64(shape: [volume.shape[0]] + result + [filters]) { p in
            var sum = operation.hasBias ? x[2][[p[4]]] : 0
            let first = p[4] / (filters / operation.groups) * channels
            for tap in taps {
                let place = (0..<3).map { axis in
                    p[axis + 1] * operation.window.axes[axis].stride + tap[axis] * operation.window.axes[axis].dilation
                        - before[axis]
                }
                guard (0..<3).allSatisfy({ (0..<volume.shape[$0 + 1]).contains(place[$0]) }) else { continue }
                for c in 0..<channels { sum += volume[[p[0]] + place + [first + c]] * kernel[tap + [c, p[4]]] }
            }
            return sum
        }
    }

    static func convolveVolumeTransposed(_ operation: TransposedVolumeConvolution, _ x: [Array64]) -> Array64 {
        let (volume, kernel) = (x[0], x[1])
        let shape = try! operation.shape(of: x.map(\.shape)).map { $0! }
        let axes = operation.window.axes
        let before = axes.enumerated().map { axis, window in
            let full = (volume.shape[axis + 1] - 1) * window.stride + (window.extent - 1) * window.dilation + 1
            return operation.window.padding == .same ? max(full - shape[axis + 1], 0) / 2 : 0
        }
        var result = Array64(shape: shape) { operation.hasBias ? x[2][[$0[4]]] : 0 }
        for p in volume.positions {
            for tap in Array64(shape: axes.map(\.extent)).positions {
                let place = (0..<3).map { p[$0 + 1] * axes[$0].stride + tap[$0] * axes[$0].dilation - before[$0] }
                guard (0..<3).allSatisfy({ (0..<shape[$0 + 1]).contains(place[$0]) }) else { continue }
                for f in 0..<shape[4] { result[[p[0]] + place + [f]] += volume[p] * kernel[tap + [f, p[4]]] }
            }
        }
        return result
    }

    static func poolVolume(_ operation: VolumePooling, _ volume: Array64) -> Array64 {
        let (before, result) = starts(operation.window, volume.shape)
        let taps = Array64(shape: operation.window.axes.map(\.extent)).positions
        return Array64(shape: [volume.shape[0]] + result + [volume.shape[4]]) { p in
            let inside = taps.compactMap { tap -> Double? in
                let place = (0..<3).map { p[$0 + 1] * operation.window.axes[$0].stride + tap[$0] - before[$0] }
                guard (0..<3).allSatisfy({ (0..<volume.shape[$0 + 1]).contains(place[$0]) }) else { return nil }
                return volume[[p[0]] + place + [p[4]]]
            }
            return operation.kind == .maximum ? inside.max()! : inside.reduce(0, +) / Double(inside.count)
        }
    }

    static func convolveLocally(_ operation: LocalConvolution, _ x: [Array64]) -> Array64 {
        let (image, kernel) = (x[0], x[1])
        let (v, h) = (operation.vertical, operation.horizontal)
        let isSame = operation.padding == .same
        let (top, left) = isSame ? (v.extent / 2, h.extent / 2) : (0, 0)
        let rows = isSame ? (image.shape[1] + v.stride - 1) / v.stride : (image.shape[1] - v.extent) / v.stride + 1
        let columns = isSame ? (image.shape[2] + h.stride - 1) / h.stride : (image.shape[2] - h.extent) / h.stride + 1
        let channels = image.shape[3]
        return Array64(shape: [image.shape[0], rows, columns, kernel.shape[2]]) { p in
            var sum = 0.0
            for u in 0..<v.extent {
                for w in 0..<h.extent {
                    let (i, j) = (p[1] * v.stride + u - top, p[2] * h.stride + w - left)
                    guard (0..<image.shape[1]).contains(i), (0..<image.shape[2]).contains(j) else { continue }
                    for c in 0..<channels {
                        sum += image[[p[0], i, j, c]] * kernel[[p[1] * columns + p[2], (u * h.extent + w) * channels + c, p[3]]]
                    }
                }
            }
            return sum
        }
    }
}
