/// From what random numbers are drawn.
public enum Distribution: Sendable, Hashable {
    /// Evenly from `low..<high`.
    case uniform(_ low: Float, _ high: Float)
    case normal(mean: Float = 0, standardDeviation: Float = 1)
    /// Normal, but what is two standard deviations or more from the mean is drawn again.
    case truncatedNormal(mean: Float = 0, standardDeviation: Float = 1)

    /// Which of TensorFlow's operations draws it; each has streams of its own.
    enum Kind: Hashable { case uniform, normal, truncatedNormal }

    var kind: Kind {
        switch self {
        case .uniform: .uniform
        case .normal: .normal
        case .truncatedNormal: .truncatedNormal
        }
    }

    /// What a number of the distribution in its plain form (0 to 1, or mean 0 and deviation 1) is multiplied with, and what is added
    /// to it then, each step rounded.
    var scaling: (factor: Float, offset: Float) {
        switch self {
        case .uniform(let low, let high): (high - low, low)
        case .normal(let mean, let deviation), .truncatedNormal(let mean, let deviation): (deviation, mean)
        }
    }
}
