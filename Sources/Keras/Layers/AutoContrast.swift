import NeuralNetwork

/// `AutoContrast` of Keras 3: images whose channels are each stretched over the whole range of values, in answering too.
public struct AutoContrast: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - valueRange: of the pixels.
    public init(valueRange: [Double] = [0, 255], inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true) {
        definition = LayerDefinition(
            "AutoContrast", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["data_format": "channels_last", "value_range": .numbers(valueRange)])
    }
}

/// Images whose channels are each stretched over the whole range of values, in answering too (Keras 3).
struct AutoContrastLayer: SingleInputLayer {
    let low: Float
    let high: Float

    init(from options: inout LayerOptions) throws {
        (low, high) = try options.range("value_range", default: (0, 255))
        options.ignore("data_format", "bounding_box_format", "seed")
    }

    init(range: ClosedRange<Float>) { (low, high) = (range.lowerBound, range.upperBound) }

    func outputShape(of input: Shape) throws -> Shape {
        try input.expectRank(4, "images (batch, height, width, channels)")
        return input
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let factor = 255 / (high - low)
        let bytes = try graph.scale(x, by: factor, offset: -low * factor)
        let least = try graph.reduction(bytes, .minimum, axes: [1, 2], keepDimensions: true)
        let range = try graph.subtract(graph.reduction(bytes, .maximum, axes: [1, 2], keepDimensions: true), least)
        let whole = graph.constant(Tensor(shape: [1], values: [255]))
        let stretch = try graph.elementwise(.divide, whole, range)
        let moved = try graph.subtract(graph.multiply([bytes, stretch]), graph.multiply([least, stretch]))
        let clipped = try graph.activation(moved, .relu(maximum: 255))
        let stretched = try graph.scale(clipped, by: 1 / factor, offset: low)
        // A channel of one value has no range and stays.
        return try graph.choice(range, stretched, x)
    }
}

extension LayerOptions {
    /// Two numbers, the smaller one first.
    mutating func range(_ option: String, default absent: (Float, Float)) throws -> (Float, Float) {
        note(option, "two numbers", default: .array([.number(Double(absent.0)), .number(Double(absent.1))]))
        guard let value = value(option) else { return absent }
        let numbers = try value.elements?.map { try number(option, $0) } ?? []
        guard numbers.count == 2, numbers[0] != numbers[1] else {
            throw fault(option, expected: "two different numbers", found: value)
        }
        return (min(numbers[0], numbers[1]), max(numbers[0], numbers[1]))
    }
}
