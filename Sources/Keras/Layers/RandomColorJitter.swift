import NeuralNetwork
import Training

/// `RandomColorJitter` of Keras 3: images given other colours by chance in training.
public struct RandomColorJitter: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - valueRange: of the pixels.
    ///   - brightnessFactor: as of ``RandomBrightness``; none unless given.
    ///   - contrastFactor: as of ``RandomContrast``; none unless given.
    ///   - saturationFactor: as of ``RandomSaturation``; none unless given.
    ///   - hueFactor: as of ``RandomHue``; none unless given.
    ///   - seed: of the random numbers; drawn unless given.
    ///   - dataFormat: `channels_last` or `channels_first`.
    public init(
        valueRange: [Double] = [0, 255], brightnessFactor: (any FactorRange)? = nil, contrastFactor: (any FactorRange)? = nil,
        saturationFactor: (any FactorRange)? = nil, hueFactor: (any FactorRange)? = nil, seed: Int? = nil,
        dataFormat: String? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomColorJitter", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "value_range": .numbers(valueRange),
                "brightness_factor": brightnessFactor.map { .factor($0) } ?? .null,
                "contrast_factor": contrastFactor.map { .factor($0) } ?? .null,
                "saturation_factor": saturationFactor.map { .factor($0) } ?? .null,
                "hue_factor": hueFactor.map { .factor($0) } ?? .null, "seed": .integer(orNull: seed),
            ])
    }
}

/// Images whose brightness, contrast, saturation and hue change by chance in training.
struct RandomColorJitterLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    private let range: ClosedRange<Float>
    private let (brightness, contrast, saturation, hue): (FactorBounds?, FactorBounds?, FactorBounds?, FactorBounds?)

    init(from options: inout LayerOptions) throws {
        func factor(_ option: String, lowest: Double = -1) throws -> FactorBounds? {
            options.given(option)?.isNull == false ? try options.factor(option, lowest: lowest) : nil
        }
        brightness = try factor("brightness_factor")
        contrast = try factor("contrast_factor", lowest: 0)
        saturation = try factor("saturation_factor")
        hue = try factor("hue_factor", lowest: 0)
        range = try options.valueRange()
        format = try options.dataFormat()
        seed = try options.augmentationSeed(of: .three)
    }

    /// The four changes one after the other, which draw from the stream of this layer.
    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        var own = seed
        own.seed = seed.seed ?? graph.nodes.count
        let calls = [brightness, contrast, saturation].count { $0 != nil } + (hue == nil ? 0 : 2)
        func next(_ start: inout Int) -> AugmentationSeed {
            defer { start += 1 }
            own.place = (start, calls)
            return own
        }
        var (x, start) = (x, 0)
        if let brightness {
            x = try RandomBrightnessLayer(factor: brightness, range: range, seed: next(&start)).augment(x, of: images, in: &graph)
        }
        if let contrast {
            x = try RandomContrastLayer(factor: contrast, range: range, seed: next(&start)).augment(x, of: images, in: &graph)
        }
        if let saturation {
            let change = ColorChange(factor: saturation, range: range, seed: next(&start))
            x = try RandomSaturationLayer(change).augment(x, of: images, in: &graph)
        }
        if let hue {
            let change = ColorChange(factor: hue, range: range, seed: next(&start))
            x = try RandomHueLayer(change).augment(x, of: images, in: &graph)
        }
        return x
    }
}
