import Glibc

extension Activation {
    /// The derivative at `x`, of functions of one element whose gradient oneDNN doesn't compute; at corners that of the side on which
    /// TensorFlow's own gradient stands.
    var derivative: (@Sendable (Float) -> Float)? {
        switch self {
        case .linear: { _ in 1 }
        case .affine(let factor, _): { _ in factor }
        case .relu(let maximum, let slope, let threshold):
            { x in x > threshold ? (x < maximum ?? .infinity ? 1 : 0) : slope }
        case .leakyRelu(let alpha): { x in x > 0 ? 1 : alpha }
        case .relu6: { x in x > 0 && x < 6 ? 1 : 0 }
        case .elu(let alpha): { x in x > 0 ? 1 : alpha * expf(x) }
        case .celu(let alpha): { x in x > 0 ? 1 : expf(x / alpha) }
        case .selu: { x in 1.050701 * (x > 0 ? 1 : 1.6732632 * expf(x)) }
        case .sigmoid: { x in Self.sigmoid(x) * (1 - Self.sigmoid(x)) }
        case .tanh: { x in 1 - tanhf(x) * tanhf(x) }
        case .softplus: { x in Self.sigmoid(x) }
        case .softsign: { x in 1 / ((1 + abs(x)) * (1 + abs(x))) }
        case .exponential: { x in expf(x) }
        case .silu: { x in Self.sigmoid(x) * (1 + x * (1 - Self.sigmoid(x))) }
        case .gelu(false): { x in 0.5 * (1 + erff(x * 0.70710678)) + x * 0.3989422804 * expf(-0.5 * x * x) }
        case .gelu(true):
            { x in
                let t = tanhf(0.79788456 * (x + 0.044715 * x * x * x))
                return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * 0.79788456 * (1 + 0.134145 * x * x)
            }
        case .hardSigmoid: { x in x > -2.5 && x < 2.5 ? 0.2 : 0 }
        case .hardSigmoidRelu6: { x in x > -3 && x < 3 ? 1 / 6 : 0 }
        case .hardSwish: { x in x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6 }
        case .mish:
            { x in
                let t = tanhf(Self.softplus(x))
                return t + x * (1 - t * t) * Self.sigmoid(x)
            }
        case .logSigmoid: { x in Self.sigmoid(-x) }
        case .hardTanh: { x in x > -1 && x < 1 ? 1 : 0 }
        case .tanhShrink: { x in tanhf(x) * tanhf(x) }
        case .softShrink(let threshold), .hardShrink(let threshold): { x in abs(x) > threshold ? 1 : 0 }
        case .threshold(let threshold, _): { x in x > threshold ? 1 : 0 }
        case .squareplus(let b): { x in 0.5 * (1 + x / (x * x + b).squareRoot()) }
        case .sparsePlus: { x in x <= -1 ? 0 : x >= 1 ? 1 : (x + 1) / 2 }
        case .sparseSigmoid: { x in x > -1 && x < 1 ? 0.5 : 0 }
        case .softmax, .logSoftmax, .sparsemax: nil
        }
    }
}

extension MathFunction {
    /// The derivative at `x`; nil of functions that are constant but for steps.
    var derivative: (@Sendable (Float) -> Float)? {
        switch self {
        case .absolute: { x in x > 0 ? 1 : x < 0 ? -1 : 0 }
        case .squareRoot: { x in 0.5 / x.squareRoot() }
        case .reciprocalSquareRoot: { x in -0.5 / (x * x.squareRoot()) }
        case .square: { x in 2 * x }
        case .reciprocal: { x in -1 / (x * x) }
        case .logarithm: { x in 1 / x }
        case .log1p: { x in 1 / (1 + x) }
        case .expm1: { x in expf(x) }
        case .exponential2: { x in exp2f(x) * 0.6931471806 }
        case .logarithm2: { x in 1.4426950409 / x }
        case .logarithm10: { x in 0.4342944819 / x }
        case .sine: { x in cosf(x) }
        case .cosine: { x in -sinf(x) }
        case .tangent: { x in 1 / (cosf(x) * cosf(x)) }
        case .arcSine: { x in 1 / (1 - x * x).squareRoot() }
        case .arcCosine: { x in -1 / (1 - x * x).squareRoot() }
        case .arcTangent: { x in 1 / (1 + x * x) }
        case .hyperbolicSine: { x in coshf(x) }
        case .hyperbolicCosine: { x in sinhf(x) }
        case .arcHyperbolicSine: { x in 1 / (1 + x * x).squareRoot() }
        case .arcHyperbolicCosine: { x in 1 / (x * x - 1).squareRoot() }
        case .arcHyperbolicTangent: { x in 1 / (1 - x * x) }
        case .errorFunction: { x in 1.1283791671 * expf(-x * x) }
        case .sign, .floor, .ceiling, .round, .truncate, .logicalNot, .isNotANumber, .isInfinite, .isFinite: nil
        }
    }
}
