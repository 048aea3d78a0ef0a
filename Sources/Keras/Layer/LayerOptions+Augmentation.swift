import NeuralNetwork
import Training

/// Between which numbers one is drawn.
struct FactorBounds: Sendable, Hashable {
    var low: Double
    var high: Double
}

extension LayerOptions {
    var generation: KerasGeneration { context.version.major >= 3 ? .three : .two }

    /// What all layers have that change images by chance.
    ///
    /// - Parameter own: whose layer it is, where one generation of Keras alone has it.
    mutating func augmentationSeed(of own: KerasGeneration? = nil) throws -> AugmentationSeed {
        ignore("rng_type", "bounding_box_format")
        return AugmentationSeed(seed: try seed(), generation: own ?? generation)
    }

    /// Two numbers, or one for both sides of 0.
    ///
    /// - Parameters:
    ///   - absent: nil where the option must be there.
    ///   - lowest: of the lower number where the option has one alone.
    ///   - range: of both numbers.
    ///   - keepsOrder: whether the first of two may be the larger one.
    mutating func factor(
        _ option: String, default absent: Double? = nil, lowest: Double = -.infinity, within range: ClosedRange<Double> = -1...1,
        keepsOrder: Bool = false
    ) throws -> FactorBounds {
        let expected =
            range.lowerBound == -.infinity
            ? "a number or two"
            : range.upperBound < .infinity
                ? "a number or two from \(range.lowerBound) to \(range.upperBound)"
                : "a number or two of at least \(range.lowerBound)"
        note(option, expected, default: absent.map { .number($0) })
        let given = value(option)
        guard let value = given ?? absent.map({ .number($0) }) else { throw fault(option, expected: expected, found: nil) }
        let numbers = (value.elements ?? [value]).map { $0.number ?? .nan }
        guard (1...2).contains(numbers.count), numbers.allSatisfy(range.contains) else {
            throw fault(option, expected: expected, found: value)
        }
        guard numbers.count == 2 else {
            let number = numbers[0].magnitude
            return FactorBounds(low: max(-number, lowest), high: number)
        }
        let isSorted = keepsOrder || numbers[0] <= numbers[1]
        return FactorBounds(low: numbers[isSorted ? 0 : 1], high: numbers[isSorted ? 1 : 0])
    }

    /// `value_range`, the smaller number first.
    mutating func valueRange() throws -> ClosedRange<Float> {
        let (low, high) = try range("value_range", default: (0, 255))
        return low...high
    }

    /// How pixels between pixels are made, and what lies beyond the edges.
    mutating func sampling(fill absent: ProjectiveSampling.Fill? = .reflect) throws -> ProjectiveSampling {
        let interpolation = try choice(
            "interpolation", of: ProjectiveSampling.Interpolation.allCases.map(\.rawValue), default: "bilinear")
        let fill = try absent.map {
            try choice("fill_mode", of: ProjectiveSampling.Fill.allCases.map(\.rawValue), default: $0.rawValue)
        }
        return ProjectiveSampling(
            ProjectiveSampling.Interpolation(rawValue: interpolation)!, ProjectiveSampling.Fill(rawValue: fill ?? "constant")!,
            fillValue: try number("fill_value", default: 0))
    }
}
