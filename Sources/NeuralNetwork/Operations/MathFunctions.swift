import Glibc

/// A function of each element that is no activation.
package struct ElementwiseMath: Operation {
    package var function: MathFunction

    package var name: String { function.rawValue }

    package func shape(of inputs: [Shape]) -> Shape { inputs[0] }
}

/// Functions of one number. Conditions give 1 and 0.
public enum MathFunction: String, Sendable, Hashable, CaseIterable {
    case absolute, squareRoot, reciprocalSquareRoot, square, reciprocal
    case logarithm, log1p, expm1, exponential2, logarithm2, logarithm10
    case sign, floor, ceiling
    /// To the nearest integer, halves to the even one.
    case round
    /// Towards 0.
    case truncate
    case sine, cosine, tangent, arcSine, arcCosine, arcTangent, hyperbolicSine, hyperbolicCosine, arcHyperbolicSine
    case arcHyperbolicCosine, arcHyperbolicTangent
    case errorFunction
    case logicalNot, isNotANumber, isInfinite, isFinite

    var function: @Sendable (Float) -> Float {
        switch self {
        case .absolute: { $0.magnitude }
        case .squareRoot: { $0.squareRoot() }
        case .reciprocalSquareRoot: { 1 / $0.squareRoot() }
        case .square: { $0 * $0 }
        case .reciprocal: { 1 / $0 }
        case .logarithm: { Glibc.logf($0) }
        case .log1p: { Glibc.log1pf($0) }
        case .expm1: { Glibc.expm1f($0) }
        case .exponential2: { Glibc.exp2f($0) }
        case .logarithm2: { Glibc.log2f($0) }
        case .logarithm10: { Glibc.log10f($0) }
        case .sign: { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
        case .floor: { $0.rounded(.down) }
        case .ceiling: { $0.rounded(.up) }
        case .round: { $0.rounded(.toNearestOrEven) }
        case .truncate: { $0.rounded(.towardZero) }
        case .sine: { Glibc.sinf($0) }
        case .cosine: { Glibc.cosf($0) }
        case .tangent: { Glibc.tanf($0) }
        case .arcSine: { Glibc.asinf($0) }
        case .arcCosine: { Glibc.acosf($0) }
        case .arcTangent: { Glibc.atanf($0) }
        case .hyperbolicSine: { Glibc.sinhf($0) }
        case .hyperbolicCosine: { Glibc.coshf($0) }
        case .arcHyperbolicSine: { Glibc.asinhf($0) }
        case .arcHyperbolicCosine: { Glibc.acoshf($0) }
        case .arcHyperbolicTangent: { Glibc.atanhf($0) }
        case .errorFunction: { Glibc.erff($0) }
        case .logicalNot: { $0 == 0 ? 1 : 0 }
        case .isNotANumber: { $0.isNaN ? 1 : 0 }
        case .isInfinite: { $0.isInfinite ? 1 : 0 }
        case .isFinite: { $0.isFinite ? 1 : 0 }
        }
    }
}

extension ElementwiseMath {
    package func lower(into lowering: inout Lowering) throws {
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(over: source)
        let (count, function) = (lowering.extents.reduce(1, *), function.function)
        let kernel = Kernel(name: "framerill:element") { memory in
            for index in 0..<count { memory[1][index] = function(memory[0][index]) }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}

extension Graph {
    /// Applies `function` to each element of `x`.
    public mutating func math(_ function: MathFunction, _ x: Value) throws(GraphError) -> Value {
        try add(ElementwiseMath(function: function), [x])
    }
}
