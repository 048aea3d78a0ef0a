import CDepthwise

/// What our convolutions of each channel do to a result: nothing, a ReLU of any slope and ceiling, or swish.
struct DepthwiseFinish: Sendable {
    private(set) var slope: Float = 1
    private(set) var ceiling = Float.infinity
    private(set) var isSwish = false

    init() {}

    /// Nil where they are something else. Swish is faster than oneDNN's with vectors of 16 floats; it wasn't measured with shorter ones.
    init?(_ followups: [Followup], lanes: Int) {
        if let line = followups.brokenLine {
            (slope, ceiling) = line
        } else {
            guard lanes == 16, followups.count == 1, case .activation(.silu) = followups[0] else { return nil }
            isSwish = true
        }
    }

    func engine(bias: UnsafePointer<Float>?) -> depthwise_finish {
        depthwise_finish(bias: bias, slope: slope, ceiling: ceiling, is_swish: isSwish)
    }
}
