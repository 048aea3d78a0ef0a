import NeuralNetwork

/// Projective transforms, pixel by pixel in double precision.
extension ReferenceEvaluation {
    static func project(_ operation: ProjectiveTransform, _ x: Array64, _ numbers: Array64) -> Array64 {
        let (height, width) = (x.shape[1], x.shape[2])
        let sampling = operation.sampling
        func element(_ item: Int, _ row: Double, _ column: Double, _ channel: Int) -> Double {
            guard (0..<Double(height)).contains(row), (0..<Double(width)).contains(column) else {
                return Double(sampling.fillValue)
            }
            return x[[item, Int(row), Int(column), channel]]
        }
        return Array64(shape: [x.shape[0], operation.height, operation.width, x.shape[3]]) { p in
            let (item, channel) = (p[0], p[3])
            let number = (0..<8).map { numbers[[item, $0]] }
            let (y, x) = (Double(p[1]), Double(p[2]))
            let depth = number[6] * x + number[7] * y + 1
            let column = inside((number[0] * x + number[1] * y + number[2]) / depth, width, sampling.fill)
            let row = inside((number[3] * x + number[4] * y + number[5]) / depth, height, sampling.fill)
            if sampling.interpolation == .nearest { return element(item, row.rounded(), column.rounded(), channel) }
            let (top, left) = (row.rounded(.down), column.rounded(.down))
            var sum = 0.0
            for (line, weight) in [(top, top + 1 - row), (top + 1, row - top)] {
                sum += weight * (left + 1 - column) * element(item, line, left, channel)
                sum += weight * (column - left) * element(item, line, left + 1, channel)
            }
            return sum
        }
    }

    /// A place brought inside of an axis, step by step.
    private static func inside(_ place: Double, _ count: Int, _ fill: ProjectiveSampling.Fill) -> Double {
        let (extent, last) = (Double(count), Double(count - 1))
        var place = place
        switch fill {
        case .constant: return place
        case .nearest: break
        case .reflect:
            while place < -1 || place > extent { place = place < 0 ? -place - 1 : 2 * extent - place - 1 }
        case .wrap:
            // TensorFlow counts the rounds by the distance of the outermost pixels.
            if place < 0 {
                place += extent * ((-place / last).rounded(.down) + 1)
            } else if place > last {
                place -= extent * (place / last).rounded(.down)
            }
        }
        return min(max(place, 0), last)
    }
}
