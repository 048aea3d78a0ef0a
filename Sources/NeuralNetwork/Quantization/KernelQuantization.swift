/// How a convolution is computed with whole numbers: those of its kernel are `q = round(w / scale)` from -127 to 127, with a scale for
/// each filter, and those of its input are spread over a range that was seen on samples.
///
/// The scheme is the symmetric one of Jacob et al., "Quantization and Training of Neural Networks for Efficient
/// Integer-Arithmetic-Only Inference", 2018, with a scale per channel as in Krishnamoorthi, 2018.
public struct KernelQuantization: Sendable, Hashable {
    /// What the input's elements lie in; what exceeds it is clipped.
    public var inputRange: ClosedRange<Float>
    /// One for each filter; for a depthwise kernel `[height, width, channels, multiplier]` one for each channel and multiplier.
    public var scales: [Float]

    public init(inputRange: ClosedRange<Float>, scales: [Float]) {
        (self.inputRange, self.scales) = (inputRange, scales)
    }

    /// The largest whole number of a kernel.
    public static let limit = 127

    /// The same kernel with each filter multiplied by a factor: the whole numbers stay what they are, signs aside.
    func scaled(by factors: [Double]) -> KernelQuantization {
        KernelQuantization(
            inputRange: inputRange,
            scales: zip(scales, factors).map { scale, factor in
                let product = Float(Double(scale) * abs(factor))
                // A filter of zeros has whole numbers of zero with any scale.
                return product > 0 ? product : 1
            })
    }
}

/// What is known of a weight besides its elements. It goes with the weight where that is reshaped.
package final class WeightNotes: Sendable {
    /// What its model calls it.
    package let name: String
    package let quantization: KernelQuantization?
    /// The variable that the weight is the present value of.
    package let variable: Variable?

    package init(name: String, quantization: KernelQuantization? = nil, variable: Variable? = nil) {
        (self.name, self.quantization, self.variable) = (name, quantization, variable)
    }

    /// Of the weight with each filter multiplied by a factor.
    func scaled(by factors: [Double]) -> WeightNotes {
        WeightNotes(name: name, quantization: quantization?.scaled(by: factors))
    }
}
