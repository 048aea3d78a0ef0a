import NeuralNetwork

/// How far one output is from what was recorded.
public struct AnswerComparison: Hashable, Sendable {
    /// The output's name.
    public let output: String
    /// The greatest difference of two elements; infinite where one of them alone is no number.
    public let difference: Float
    /// Where that is, by the output's dimensions, batch first; empty for an output without elements.
    public let place: [Int]
    public let found: Float
    public let recorded: Float
    /// The most that the difference may be.
    public let allowed: Float

    public var agrees: Bool { difference <= allowed }

    /// - Parameters:
    ///   - found: of the same shape as `recorded`.
    ///   - tolerance: as a part of the greatest recorded magnitude, at least 0.001.
    init(output: String, found: Tensor, recorded: Tensor, tolerance: Float) {
        var worst: (index: Int, difference: Float) = (0, 0)
        let (foundValues, recordedValues) = (found.values, recorded.values)
        for index in foundValues.indices {
            let difference = Self.difference(foundValues[index], recordedValues[index])
            if difference > worst.difference { worst = (index, difference) }
        }
        self.output = output
        difference = worst.difference
        place = foundValues.isEmpty ? [] : Self.place(of: worst.index, in: found.shape)
        self.found = foundValues.isEmpty ? 0 : foundValues[worst.index]
        self.recorded = recordedValues.isEmpty ? 0 : recordedValues[worst.index]
        allowed = tolerance * recordedValues.reduce(1e-3) { $1.isFinite ? max($0, $1.magnitude) : $0 }
    }

    private static func difference(_ found: Float, _ recorded: Float) -> Float {
        if found == recorded || found.isNaN && recorded.isNaN { return 0 }
        let difference = (found - recorded).magnitude
        return difference.isNaN ? .infinity : difference
    }

    private static func place(of index: Int, in shape: [Int]) -> [Int] {
        var rest = index
        var place: [Int] = []
        for extent in shape.reversed() {
            place.insert(rest % extent, at: 0)
            rest /= extent
        }
        return place
    }
}

extension AnswerComparison: CustomStringConvertible {
    public var description: String {
        "output \"\(output)\": greatest difference \(difference) at \(place) (\(found) for \(recorded)); \(allowed) is allowed"
    }
}
