import Glibc

/// `CosineDecay` again and again: each time `stretch` times as long and from `shrinkage` times the rate.
public struct CosineDecayRestarts: LearningRateSchedule {
    public static let kerasName = "CosineDecayRestarts"

    public var initialLearningRate: Float
    public var firstDecaySteps: Float
    /// Keras' `t_mul`.
    public var stretch: Float
    /// Keras' `m_mul`.
    public var shrinkage: Float
    public var alpha: Float
    public var name: String?

    public init(
        initialLearningRate: Float, firstDecaySteps: Float, tMul: Float = 2, mMul: Float = 1, alpha: Float = 0,
        name: String? = nil
    ) {
        (self.initialLearningRate, self.firstDecaySteps) = (initialLearningRate, firstDecaySteps)
        (stretch, shrinkage, self.alpha, self.name) = (tMul, mMul, alpha, name)
    }

    public func rate(at iteration: Int) -> Float {
        var part = Float(iteration) / firstDecaySteps
        let restart: Float
        if stretch == 1 {
            restart = part.rounded(.down)
            part -= restart
        } else {
            // The lengths are a geometric series.
            restart = (log(1 - part * (1 - stretch)) / log(stretch)).rounded(.down)
            let (length, sum) = (pow(stretch, restart), (1 - pow(stretch, restart)) / (1 - stretch))
            part = (part - sum) / length
        }
        let cosine = 0.5 * pow(shrinkage, restart) * (1 + cos(Float(Double.pi) * part))
        return initialLearningRate * ((1 - alpha) * cosine + alpha)
    }
}
