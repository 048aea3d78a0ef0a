/// A function applied to each element, or along one axis for the softmaxes. The formulas are those of Keras.
public enum Activation: Sendable, Hashable {
    case linear
    /// `factor · x + offset`.
    case affine(factor: Float, offset: Float)
    /// `x ≥ threshold: min(x, maximum)`, else `negativeSlope · (x − threshold)`.
    case relu(maximum: Float? = nil, negativeSlope: Float = 0, threshold: Float = 0)
    /// `max(x, alpha · x)` for `alpha` below 1.
    case leakyRelu(alpha: Float)
    /// `x > 0: x`, else `alpha · (exp(x) − 1)`.
    case elu(alpha: Float = 1)
    /// `x > 0: x`, else `alpha · (exp(x / alpha) − 1)`.
    case celu(alpha: Float = 1)
    /// `1.0507 · elu(x, 1.67326)`.
    case selu
    case sigmoid
    case tanh
    /// `log(1 + exp(x))`.
    case softplus
    /// `x / (1 + |x|)`.
    case softsign
    case exponential
    /// `x · sigmoid(x)`, also named swish.
    case silu
    /// By `erf`, or by `tanh` where approximate.
    case gelu(approximate: Bool = false)
    /// `clip(0.2 x + 0.5, 0, 1)`: Keras 1 and 2.
    case hardSigmoid
    /// `relu6(x + 3) / 6`: Keras 3.
    case hardSigmoidRelu6
    /// `x · relu6(x + 3) / 6`.
    case hardSwish
    /// `x · tanh(softplus(x))`.
    case mish
    case relu6
    /// `log(sigmoid(x))`.
    case logSigmoid
    /// `clip(x, −1, 1)`.
    case hardTanh
    /// `x − tanh(x)`.
    case tanhShrink
    /// `x` moved by `threshold` towards 0, 0 within it.
    case softShrink(threshold: Float = 0.5)
    /// `|x| > threshold: x`, else 0.
    case hardShrink(threshold: Float = 0.5)
    /// `x > threshold: x`, else `replacement`.
    case threshold(Float, replacement: Float)
    /// `(x + sqrt(x² + b)) / 2`.
    case squareplus(b: Float = 4)
    /// `x ≤ −1: 0`, `x ≥ 1: x`, between them `((x + 1) / 2)²`.
    case sparsePlus
    /// `clip((x + 1) / 2, 0, 1)`.
    case sparseSigmoid
    /// `max(x − τ, 0)` along an axis, with the τ of Keras 3 (not quite that of Martins and Astudillo 2016).
    case sparsemax(axis: Int = -1)
    /// `exp(x)` normalised to the sum 1 along an axis.
    case softmax(axis: Int = -1)
    /// The logarithm of `softmax`.
    case logSoftmax(axis: Int = -1)
}
