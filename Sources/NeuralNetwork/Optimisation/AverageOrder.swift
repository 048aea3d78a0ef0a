extension ConcreteGraph {
    /// Puts an average and the 1×1 convolution next to it in the order that takes less work.
    ///
    /// One sums over neighbours, the other over channels, and the weights of an average add up to 1, so that a bias passes through
    /// it: the two commute. A transition of DenseNet, which halves channels and then rows and columns, convolves a quarter of
    /// its pixels when it takes the average first; a pooling branch of Inception averages a quarter of its channels when it convolves
    /// first.
    mutating func orderAverages() throws {
        let readers = readers
        for index in nodes.indices {
            guard let middle = nodes[index].inputs.first, readers[middle.index] == 1,
                let source = nodes[middle.index].inputs.first
            else { continue }
            let (above, below) = (nodes[middle.index], nodes[index])
            let isAverageFirst: Bool
            // The range of its input was found behind the average, and holds only there.
            if above.operation is Pooling, below.inputs.count > 1, constant(below.inputs[1])?.notes?.quantization != nil {
                continue
            }
            switch (above.operation, below.operation) {
            case (let pooling as Pooling, let convolution as Convolution) where pooling.isPlainAverage && convolution.isPointwise:
                isAverageFirst = true
            case (let convolution as Convolution, let pooling as Pooling) where pooling.isPlainAverage && convolution.isPointwise:
                isAverageFirst = false
            default: continue
            }
            let (image, result) = (extents(of: source), extents(of: Graph.Value(index: index)))
            let window = (isAverageFirst ? above.operation : below.operation) as? Pooling
            let taps = window.map { $0.vertical.extent * $0.horizontal.extent } ?? 1
            let work = AverageWork(image: image, result: result, taps: taps)
            guard isAverageFirst ? work.convolvingFirst < work.averagingFirst : work.averagingFirst < work.convolvingFirst
            else { continue }
            nodes[middle.index].operation = below.operation
            nodes[middle.index].inputs = [source] + below.inputs.dropFirst()
            nodes[middle.index].origin = below.origin
            try update(middle.index)
            nodes[index].operation = above.operation
            nodes[index].inputs = [middle] + above.inputs.dropFirst()
            nodes[index].origin = above.origin
        }
        removeUnused()
    }
}

/// What an average and a 1×1 convolution take in either order, in multiplications and additions of the convolution.
private struct AverageWork {
    let averagingFirst: Int
    let convolvingFirst: Int

    /// A tap of an average is a load and an addition from a cache that is far away, where a convolution multiplies what it holds in
    /// registers: 0.70 ms for 3×3 taps of 17×17×768, beside 84 GFLOP/s (one core of Zen 3).
    private static let tap = 30

    init(image: [Int], result: [Int], taps: Int) {
        let (pixels, fewer) = (image.dropLast().reduce(1, *), result.dropLast().reduce(1, *))
        let (channels, filters) = (image[3], result[3])
        let product = 2 * channels * filters
        averagingFirst = fewer * (taps * channels * Self.tap + product)
        convolvingFirst = pixels * product + fewer * taps * filters * Self.tap
    }
}

extension Pooling {
    fileprivate var isPlainAverage: Bool { kind == .average && followups.isEmpty }
}

extension Convolution {
    /// Whether each pixel of the result is made of the same pixel of the image.
    fileprivate var isPointwise: Bool {
        let pixel = SlidingWindow(extent: 1, stride: 1)
        guard groups == 1, vertical == pixel, horizontal == pixel, followups.isEmpty else { return false }
        if case .explicit(let top, let bottom, let left, let right) = padding {
            return (top, bottom, left, right) == (0, 0, 0, 0)
        }
        return true
    }
}
