import NeuralNetwork
import Training

/// `RandomErasing` of Keras 3: images of which a box is erased by chance in training.
public struct RandomErasing: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - scale: which part of an image is erased.
    ///   - fillValue: for all channels or for each; noise unless given.
    ///   - valueRange: of the pixels.
    ///   - seed: of the random numbers; drawn unless given.
    ///   - dataFormat: `channels_last` or `channels_first`.
    public init(
        _ factor: some FactorRange = 1.0, scale: [Double] = [0.02, 0.33], fillValue: [Double]? = nil,
        valueRange: [Double] = [0, 255], seed: Int? = nil, dataFormat: String? = nil, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomErasing", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "factor": .bounds(factor, lowest: 0), "scale": .numbers(scale),
                "fill_value": fillValue.map { $0.count == 1 ? .plain($0[0]) : .numbers($0) } ?? .null,
                "value_range": .numbers(valueRange), "seed": .integer(orNull: seed),
            ])
    }
}

/// Images of which a rectangle is erased by chance in training.
struct RandomErasingLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    private let (factor, scale): (FactorBounds, FactorBounds)
    private let range: ClosedRange<Float>
    /// One for all channels or for each; nil for noise.
    private let fill: [Float]?

    init(from options: inout LayerOptions) throws {
        factor = try options.factor("factor", default: 1, lowest: 0)
        scale = try options.boxScale()
        range = try options.valueRange()
        fill = try options.value("fill_value").map { [options] value in
            try (value.elements ?? [value]).map { try options.number("fill_value", $0) }
        }
        format = try options.dataFormat()
        seed = try options.augmentationSeed(of: .three)
    }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (factor, scale) = (factor, scale)
        var own = seed
        own.seed = seed.seed ?? graph.nodes.count
        // Six calls in a step, of which the last makes the noise.
        own.place = (0, fill == nil ? 6 : 5)
        let mask = try graph.drawn([images.batch, images.height, images.width, 1], own) { draws in
            let parts = draws.uniform(images.batch * 2, scale.low, scale.high).map { $0.squareRoot() }
            let widths = (0..<images.batch).map { parts[2 * $0] }
            let heights = (0..<images.batch).map { parts[2 * $0 + 1] }
            let columns = draws.spans(of: widths, along: images.width)
            let rows = draws.spans(of: heights, along: images.height)
            let chances = draws.chances(images.batch, factor)
            return BoxMask.elements(rows: rows, columns: columns, of: images) { chances[$0] }
        }
        let filled: Graph.Value
        if let fill {
            guard fill.count == 1 || fill.count == images.channels else {
                throw ShapeMismatch(expected: "a fill value for each of \(images.channels) channels", found: "\(fill.count)")
            }
            filled = graph.constant(Tensor(shape: [1, 1, 1, fill.count], values: fill))
        } else {
            own.place = (5, 6)
            let (count, factor) = (images.batch * images.height * images.width * images.channels, range.upperBound)
            filled = try graph.drawn([images.batch, images.height, images.width, images.channels], own) { draws in
                draws.normal(count).map { $0 * factor }
            }
        }
        return try graph.choice(mask, graph.clipped(filled, from: range.lowerBound, to: range.upperBound), x)
    }
}

extension LayerOptions {
    /// Which part of an image is erased.
    fileprivate mutating func boxScale() throws -> FactorBounds {
        has("scale") ? try factor("scale", lowest: 0, within: 0...1) : FactorBounds(low: 0.02, high: 0.33)
    }
}
