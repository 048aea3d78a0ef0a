import Glibc

/// A function of neighbouring elements, in place.
typealias RowFunction = @Sendable (UnsafeMutablePointer<Float>, Int) -> Void

extension Activation {
    /// The activation for our own loops; softmaxes are taken over the whole row.
    var rowFunction: RowFunction {
        switch self {
        case .linear: { _, _ in }
        case .softmax: { row, count in Self.softmax(row, count) }
        case .sparsemax: { row, count in Sparsemax.project(row, count, step: 1) }
        case .logSoftmax:
            { row, count in
                let top = Self.maximum(row, count)
                let sum = (0..<count).reduce(Float(0)) { $0 + expf(row[$1] - top) }
                for index in 0..<count { row[index] = row[index] - top - logf(sum) }
            }
        // Named here, for a call through a function value for each element would cost more than these do.
        case .tanh: { row, count in for index in 0..<count { row[index] = tanhf(row[index]) } }
        case .sigmoid: { row, count in for index in 0..<count { row[index] = Self.sigmoid(row[index]) } }
        default: Self.each(elementFunction ?? commonElementFunction)
        }
    }

    private static func each(_ function: @escaping @Sendable (Float) -> Float) -> RowFunction {
        { row, count in for index in 0..<count { row[index] = function(row[index]) } }
    }

    /// Those that oneDNN has too.
    private var commonElementFunction: @Sendable (Float) -> Float {
        switch self {
        case .affine(let factor, let offset): { $0 * factor + offset }
        case .leakyRelu(let alpha): { $0 > 0 ? $0 : alpha * $0 }
        case .elu(let alpha): { $0 > 0 ? $0 : alpha * expm1f($0) }
        case .celu(let alpha): { $0 > 0 ? $0 : alpha * expm1f($0 / alpha) }
        case .selu: { 1.050701 * ($0 > 0 ? $0 : 1.6732632 * expm1f($0)) }
        case .softplus: { Self.softplus($0) }
        case .exponential: { expf($0) }
        case .silu: { $0 * Self.sigmoid($0) }
        case .gelu(true): { 0.5 * $0 * (1 + tanhf(0.79788456 * ($0 + 0.044715 * $0 * $0 * $0))) }
        case .gelu(false): { 0.5 * $0 * (1 + erff($0 * 0.70710678)) }
        case .hardSigmoid: { min(max(0.2 * $0 + 0.5, 0), 1) }
        case .hardSigmoidRelu6: { min(max($0 + 3, 0), 6) / 6 }
        case .hardSwish: { $0 * min(max($0 + 3, 0), 6) / 6 }
        case .mish: { $0 * tanhf(Self.softplus($0)) }
        case .relu6: { min(max($0, 0), 6) }
        case .logSigmoid: { -Self.softplus(-$0) }
        case .hardTanh: { min(max($0, -1), 1) }
        case .sparseSigmoid: { min(max(0.5 * $0 + 0.5, 0), 1) }
        default: preconditionFailure("\(self) has no function of one element")
        }
    }

    static func exponential(_ x: Float) -> Float { expf(x) }

    static func sigmoid(_ x: Float) -> Float { 1 / (1 + expf(-x)) }

    static func softplus(_ x: Float) -> Float { max(x, 0) + log1pf(expf(-abs(x))) }

    private static func maximum(_ row: UnsafeMutablePointer<Float>, _ count: Int) -> Float {
        (0..<count).reduce(-Float.infinity) { max($0, row[$1]) }
    }

    private static func softmax(_ row: UnsafeMutablePointer<Float>, _ count: Int) {
        let top = maximum(row, count)
        var sum: Float = 0
        for index in 0..<count {
            row[index] = expf(row[index] - top)
            sum += row[index]
        }
        for index in 0..<count { row[index] /= sum }
    }
}
