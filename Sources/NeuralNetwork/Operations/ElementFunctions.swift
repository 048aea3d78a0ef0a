import Glibc

extension Activation {
    /// The function of one element where oneDNN has none for it.
    var elementFunction: (@Sendable (Float) -> Float)? {
        switch self {
        case .relu(let maximum, let slope, let threshold):
            let maximum = maximum ?? .infinity
            return { x in x >= threshold ? min(x, maximum) : slope * (x - threshold) }
        case .softsign: return { x in x / (1 + abs(x)) }
        case .tanhShrink: return { x in x - Glibc.tanh(x) }
        case .softShrink(let threshold): return { x in x > threshold ? x - threshold : x < -threshold ? x + threshold : 0 }
        case .hardShrink(let threshold): return { x in abs(x) > threshold ? x : 0 }
        case .threshold(let threshold, let replacement): return { x in x > threshold ? x : replacement }
        case .sparsePlus: return { x in x <= -1 ? 0 : x >= 1 ? x : (x + 1) * (x + 1) / 4 }
        case .squareplus(let b): return { x in (x + (x * x + b).squareRoot()) / 2 }
        default: return nil
        }
    }
}
