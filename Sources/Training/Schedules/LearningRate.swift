/// How far steps go: one number, or a schedule.
public enum LearningRate: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    case constant(Float)
    case schedule(any LearningRateSchedule)

    public init(floatLiteral value: Float) { self = .constant(value) }

    public init(integerLiteral value: Int) { self = .constant(Float(value)) }

    /// For the step after `iteration` others.
    public func value(at iteration: Int) -> Float {
        switch self {
        case .constant(let rate): rate
        case .schedule(let schedule): schedule.rate(at: iteration)
        }
    }
}

/// A learning rate that changes from step to step.
public protocol LearningRateSchedule: Sendable {
    /// The name that Keras gives the class: `ExponentialDecay`.
    static var kerasName: String { get }

    /// For the step after `iteration` others, in single precision as TensorFlow computes it.
    func rate(at iteration: Int) -> Float
}
