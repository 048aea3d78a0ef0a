import Glibc
import NeuralNetwork
import Training

/// `RandomGaussianBlur` of Keras 3: images blurred by chance in training.
public struct RandomGaussianBlur: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - kernelSize: odd numbers.
    ///   - sigma: how much at most, or from where to where.
    ///   - valueRange: of the pixels.
    ///   - dataFormat: `channels_last` or `channels_first`.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ factor: some FactorRange = 1.0, kernelSize: some AxisLengths = 3, sigma: some FactorRange = 1.0,
        valueRange: [Double] = [0, 255], dataFormat: String? = nil, seed: Int? = nil, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomGaussianBlur", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "factor": .bounds(factor, lowest: 0),
                "kernel_size": .lengths(kernelSize, axes: 2), "sigma": .bounds(sigma, lowest: 0),
                "value_range": .numbers(valueRange), "seed": .integer(orNull: seed),
            ])
    }
}

/// Images blurred by chance in training.
struct RandomGaussianBlurLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    private let (factor, sigma): (FactorBounds, FactorBounds)
    private let size: Extent
    private let range: ClosedRange<Float>

    init(from options: inout LayerOptions) throws {
        factor = try options.factor("factor", default: 1, lowest: 0)
        sigma = try options.factor("sigma", default: 1, lowest: 0, within: 0...1)
        size = try options.extent("kernel_size", default: Extent(height: 3, width: 3))
        guard size.height % 2 == 1, size.width % 2 == 1, size.height * size.width <= 1024 else {
            throw options.fault("kernel_size", expected: "odd numbers, not too large", found: options.given("kernel_size"))
        }
        range = try options.valueRange()
        format = try options.dataFormat()
        seed = try options.augmentationSeed(of: .three)
    }

    /// All images of a batch are blurred alike, or not at all.
    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (factor, sigma, size, batch) = (factor, sigma, size, images.batch)
        let taps = size.height * size.width
        let numbers = try graph.drawn([batch + taps], seed) { draws in
            let chances: [Float] = draws.chances(batch, factor).map { $0 ? 1 : 0 }
            let widths = draws.uniform(2, sigma.low, sigma.high).map { $0 + 1e-6 }
            // Keras builds the kernel with the first size along rows, and reads it with the first size along columns.
            let (first, second) = (Self.bell(size.height, widths[0]), Self.bell(size.width, widths[1]))
            return chances + second.flatMap { y in first.map { x in y * x } }
        }
        func part(_ range: Range<Int>) throws -> Graph.Value {
            let part = try graph.selection(numbers, [.range(start: range.lowerBound, stop: range.upperBound, step: 1)])
            return try graph.reshape(part, toWhole: [range.count, 1, 1, 1])
        }
        let (rows, columns) = (size.height / 2, size.width / 2)
        let padded = try graph.pad(x, top: rows, bottom: rows, left: columns, right: columns)
        let terms = try (0..<taps).map { tap in
            let (row, column) = (tap / size.width, tap % size.width)
            let moved = try graph.crop(
                padded, top: row, bottom: 2 * rows - row, left: column, right: 2 * columns - column)
            return try graph.multiply([moved, part(batch + tap..<batch + tap + 1)])
        }
        let blurred = try graph.choice(part(0..<batch), graph.add(terms), x)
        return try graph.clipped(blurred, from: range.lowerBound, to: range.upperBound)
    }

    /// A Gaussian's values at whole places about its middle, whose sum is 1.
    private static func bell(_ count: Int, _ width: Float) -> [Float] {
        let values = (0..<count).map { place in
            let distance = (Float(place) - Float(count - 1) / 2) / width
            return expf(-0.5 * distance * distance)
        }
        let sum = values.reduce(0, +)
        return values.map { $0 / sum }
    }
}
