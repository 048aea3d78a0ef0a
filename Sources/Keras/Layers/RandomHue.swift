import NeuralNetwork
import Training

/// `RandomHue` of Keras 3: images given another hue by chance in training.
public struct RandomHue: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - valueRange: of the pixels.
    ///   - dataFormat: `channels_last` or `channels_first`.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ factor: some FactorRange, valueRange: [Double] = [0, 255], dataFormat: String? = nil, seed: Int? = nil,
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomHue", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "factor": .bounds(factor, lowest: 0), "value_range": .numbers(valueRange),
                "seed": .integer(orNull: seed),
            ])
    }
}

/// Images whose hue changes by chance in training.
struct RandomHueLayer: AugmentationLayer {
    let change: ColorChange
    var format: DataFormat { change.format }

    init(_ change: ColorChange) { self.change = change }

    init(from options: inout LayerOptions) throws { change = try ColorChange(from: &options, lowest: 0) }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (factor, range, batch) = (change.factor, change.range, images.batch)
        let changes = try graph.drawn([batch, 1, 1, 1], change.seed) { draws in
            let signs: [Float] = draws.uniform(batch).map { $0 > 0.5 ? -1 : 1 }
            return zip(signs, draws.uniform(batch, factor.low, factor.high)).map { $0 * $1 * 0.5 }
        }
        let color = try graph.hueSaturationValue(graph.rescaled(x, from: range, to: 0...1))
        let (zero, one) = (graph.number(0), graph.number(1))
        var hue = try graph.add([color.hue, changes])
        hue = try graph.choice(graph.pairwise(.greater, hue, one), graph.scale(hue, by: 1, offset: -1), hue)
        hue = try graph.choice(graph.pairwise(.less, hue, zero), graph.scale(hue, by: 1, offset: 1), hue)
        let changed = try graph.redGreenBlue(hue: hue, saturation: color.saturation, value: color.value)
        return try graph.rescaled(graph.clipped(changed, from: 0, to: 1), from: 0...1, to: range)
    }
}
