import COneDNN

/// One of the functions of an element that oneDNN has, with its two parameters; version 2 ignores some that version 3 reads.
struct ElementFunction: Sendable, Hashable {
    let algorithm: dnnl_alg_kind_t
    var alpha: Float = 0
    var beta: Float = 0
    /// Of the result; 1 with version 3.
    var factor: Float = 1

    /// The algorithm, comparable where oneDNN isn't imported.
    var algorithmCode: UInt32 { algorithm.rawValue }

    static func == (left: Self, right: Self) -> Bool {
        left.algorithm == right.algorithm && left.alpha == right.alpha && left.beta == right.beta
            && left.factor == right.factor
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(algorithm.rawValue)
        hasher.combine(alpha)
        hasher.combine(beta)
        hasher.combine(factor)
    }

    /// Whether it makes `a · y` of `a · x`, for positive a, where it makes y of x.
    var isHomogeneous: Bool { algorithm == dnnl_eltwise_relu }
}

extension Activation {
    /// The functions of oneDNN that make up this one, applied in order; `nil` where they don't.
    var engineFunctions: [ElementFunction]? {
        func clip(_ low: Float, _ high: Float) -> ElementFunction {
            ElementFunction(algorithm: dnnl_eltwise_clip, alpha: low, beta: high)
        }
        func affine(_ factor: Float, _ offset: Float) -> ElementFunction {
            ElementFunction(algorithm: dnnl_eltwise_linear, alpha: factor, beta: offset)
        }
        switch self {
        case .linear: return []
        case .affine(let factor, let offset): return [affine(factor, offset)]
        case .relu(let maximum, let slope, 0):
            guard let maximum else { return [ElementFunction(algorithm: dnnl_eltwise_relu, alpha: slope)] }
            if slope == 0 { return [clip(0, maximum)] }
            return [ElementFunction(algorithm: dnnl_eltwise_relu, alpha: slope), clip(-.greatestFiniteMagnitude, maximum)]
        case .leakyRelu(let alpha): return [ElementFunction(algorithm: dnnl_eltwise_relu, alpha: alpha)]
        case .relu6: return [clip(0, 6)]
        case .elu(let alpha): return [ElementFunction(algorithm: dnnl_eltwise_elu, alpha: alpha)]
        case .celu(let alpha):
            return [affine(1 / alpha, 0), ElementFunction(algorithm: dnnl_eltwise_elu, alpha: 1), affine(alpha, 0)]
        case .selu: return [ElementFunction(algorithm: dnnl_eltwise_elu, alpha: 1.6732632), affine(1.050701, 0)]
        case .sigmoid: return [ElementFunction(algorithm: dnnl_eltwise_logistic)]
        case .tanh: return [ElementFunction(algorithm: dnnl_eltwise_tanh)]
        case .softplus: return [ElementFunction(algorithm: dnnl_eltwise_soft_relu, alpha: 1)]
        case .exponential: return [ElementFunction(algorithm: dnnl_eltwise_exp)]
        case .silu: return [ElementFunction(algorithm: dnnl_eltwise_swish, alpha: 1)]
        case .gelu(let approximate):
            return [ElementFunction(algorithm: approximate ? dnnl_eltwise_gelu_tanh : dnnl_eltwise_gelu_erf)]
        case .hardSigmoid: return [affine(0.2, 0.5), clip(0, 1)]
        case .hardSigmoidRelu6: return [affine(1 / 6, 0.5), clip(0, 1)]
        case .hardSwish: return [ElementFunction(algorithm: dnnl_eltwise_hardswish, alpha: 1 / 6, beta: 0.5)]
        case .mish: return [ElementFunction(algorithm: dnnl_eltwise_mish)]
        case .logSigmoid: return [ElementFunction(algorithm: framerill_log_sigmoid, alpha: -1)]
        case .hardTanh: return [clip(-1, 1)]
        case .sparseSigmoid: return [affine(0.5, 0.5), clip(0, 1)]
        case .relu, .softsign, .tanhShrink, .softShrink, .hardShrink, .threshold, .squareplus, .sparsePlus, .sparsemax, .softmax,
            .logSoftmax:
            return nil
        }
    }
}
