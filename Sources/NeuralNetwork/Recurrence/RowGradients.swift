/// Turns the gradients of what a function gave for neighbouring elements into those of what it was given, in place: gradients, what
/// the function gave, what it was given (the same memory where `rowGradientNeedsSource` is false), and how many.
typealias RowGradient =
    @Sendable (
        UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, Int
    ) -> Void

extension Activation {
    /// Whether the gradient can't be told from what the function gave.
    var rowGradientNeedsSource: Bool {
        switch self {
        case .linear, .affine, .tanh, .sigmoid, .hardSigmoid, .relu(nil, 0, 0), .softmax, .logSoftmax: false
        default: true
        }
    }

    /// The gradient of `rowFunction`.
    var rowGradient: RowGradient {
        switch self {
        case .linear: { _, _, _, _ in }
        case .tanh: { g, y, _, count in for index in 0..<count { g[index] *= 1 - y[index] * y[index] } }
        case .sigmoid: { g, y, _, count in for index in 0..<count { g[index] *= y[index] * (1 - y[index]) } }
        case .hardSigmoid:
            { g, y, _, count in for index in 0..<count { g[index] *= y[index] > 0 && y[index] < 1 ? 0.2 : 0 } }
        case .relu(nil, 0, 0): { g, y, _, count in for index in 0..<count { g[index] = y[index] > 0 ? g[index] : 0 } }
        case .softmax:
            { g, y, _, count in
                let sum = (0..<count).reduce(Float(0)) { $0 + g[$1] * y[$1] }
                for index in 0..<count { g[index] = y[index] * (g[index] - sum) }
            }
        case .logSoftmax:
            { g, y, _, count in
                let sum = (0..<count).reduce(Float(0)) { $0 + g[$1] }
                for index in 0..<count { g[index] -= Self.exponential(y[index]) * sum }
            }
        case .sparsemax: { g, _, x, count in Sparsemax.differentiate(x, gradient: g, into: g, count, step: 1) }
        default: Self.each(derivative)
        }
    }

    private static func each(_ derivative: (@Sendable (Float) -> Float)?) -> RowGradient {
        guard let derivative else { preconditionFailure("a function of rows was taken for one of elements") }
        return { g, _, x, count in for index in 0..<count { g[index] *= derivative(x[index]) } }
    }
}

extension RecurrentCell {
    /// Of the candidate, and of what is given.
    var activation: Activation {
        switch self {
        case .simple(let activation), .lstm(let activation, _), .gru(let activation, _, _): activation
        }
    }

    /// Of the gates that are factors.
    var gate: Activation {
        switch self {
        case .simple: .linear
        case .lstm(_, let gate), .gru(_, let gate, _): gate
        }
    }

    var functions: [Activation] { [activation, gate] }
}
