/// How gradients that are too large are made smaller, by TensorFlow's formulas.
public enum GradientClipping: Sendable, Hashable {
    case none
    /// The gradient of each variable is scaled so that its norm is at most this: `clipnorm`.
    case norm(Double)
    /// All gradients are scaled alike so that the norm of all is at most this: `global_clipnorm`.
    case globalNorm(Double)
    /// Each element becomes at most this from 0: `clipvalue`.
    case value(Double)

    /// Of several options Keras takes the first in this order: norm, global norm, value; what isn't positive is none.
    public init(clipnorm: Double? = nil, clipvalue: Double? = nil, globalClipnorm: Double? = nil) {
        if let clipnorm, clipnorm > 0 {
            self = .norm(clipnorm)
        } else if let globalClipnorm, globalClipnorm > 0 {
            self = .globalNorm(globalClipnorm)
        } else if let clipvalue, clipvalue > 0 {
            self = .value(clipvalue)
        } else {
            self = .none
        }
    }

    /// Of what `clip` must know the sum of squares.
    public enum Extent: Sendable, Hashable { case nothing, variable, allVariables }

    public var extent: Extent {
        switch self {
        case .none, .value: .nothing
        case .norm: .variable
        case .globalNorm: .allVariables
        }
    }

    /// Clips a gradient, or a part of one.
    ///
    /// - Parameter squares: the sum of squares (`sumOfSquares`) over the whole `extent`. If it isn't finite, a global norm makes all
    ///   elements NaN, as in TensorFlow.
    public func clip(_ gradient: UnsafeMutableBufferPointer<Float>, squares: Double = 0) {
        let norm = Float(squares).squareRoot()
        switch self {
        case .none: return
        case .norm(let limit):
            let limit = Float(limit)
            let divisor = max(norm, limit)
            for index in gradient.indices { gradient[index] = gradient[index] * limit / divisor }
        case .globalNorm(let limit):
            let limit = Float(limit)
            let scale = limit * min(1 / norm, 1 / limit) + (norm - norm)
            for index in gradient.indices { gradient[index] *= scale }
        case .value(let limit):
            let limit = Float(limit)
            for index in gradient.indices { gradient[index] = min(max(gradient[index], -limit), limit) }
        }
    }
}
