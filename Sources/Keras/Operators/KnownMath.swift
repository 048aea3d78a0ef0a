import Glibc
import NeuralNetwork

/// Mathematics of numbers that are known, in double precision as Python has it.
enum KnownMath {
    static func power(_ base: Double, _ exponent: Double) -> Double { Glibc.pow(base, exponent) }
}

extension MathFunction {
    func known(_ x: Double) -> Double {
        switch self {
        case .absolute: x.magnitude
        case .squareRoot: x.squareRoot()
        case .reciprocalSquareRoot: 1 / x.squareRoot()
        case .square: x * x
        case .reciprocal: 1 / x
        case .logarithm: Glibc.log(x)
        case .log1p: Glibc.log1p(x)
        case .expm1: Glibc.expm1(x)
        case .exponential2: Glibc.exp2(x)
        case .logarithm2: Glibc.log2(x)
        case .logarithm10: Glibc.log10(x)
        case .sign: x > 0 ? 1 : x < 0 ? -1 : x
        case .floor: x.rounded(.down)
        case .ceiling: x.rounded(.up)
        case .round: x.rounded(.toNearestOrEven)
        case .truncate: x.rounded(.towardZero)
        case .sine: Glibc.sin(x)
        case .cosine: Glibc.cos(x)
        case .tangent: Glibc.tan(x)
        case .arcSine: Glibc.asin(x)
        case .arcCosine: Glibc.acos(x)
        case .arcTangent: Glibc.atan(x)
        case .hyperbolicSine: Glibc.sinh(x)
        case .hyperbolicCosine: Glibc.cosh(x)
        case .arcHyperbolicSine: Glibc.asinh(x)
        case .arcHyperbolicCosine: Glibc.acosh(x)
        case .arcHyperbolicTangent: Glibc.atanh(x)
        case .errorFunction: Glibc.erf(x)
        case .logicalNot: x == 0 ? 1 : 0
        case .isNotANumber: x.isNaN ? 1 : 0
        case .isInfinite: x.isInfinite ? 1 : 0
        case .isFinite: x.isFinite ? 1 : 0
        }
    }
}
