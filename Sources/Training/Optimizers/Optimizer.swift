/// A rule by which a gradient moves a variable. A value: all that changes while a model is trained lies in the slots and in the
/// number of steps, so that it can be saved and gone on with.
public protocol Optimizer: Sendable {
    /// The name that Keras gives the class: `Adam`.
    static var kerasName: String { get }

    /// What is kept for each variable from step to step, in the order in which Keras saves it.
    var slots: [OptimizerSlot] { get }

    /// Moves one variable by one step.
    ///
    /// - Parameters:
    ///   - variable: all its elements; changed in place.
    ///   - gradient: as many, clipped already.
    ///   - slots: the memory of each of `slots`, as many elements each; changed in place.
    ///   - step: the number of steps before this one, and the learning rate of this one.
    func update(
        _ variable: UnsafeMutableBufferPointer<Float>, gradient: UnsafeBufferPointer<Float>,
        slots: [UnsafeMutableBufferPointer<Float>], step: OptimizerStep)
}

/// One tensor of the shape of its variable that an optimizer keeps.
public struct OptimizerSlot: Sendable, Hashable {
    /// As Keras names it: `m`, `v`, `momentum`.
    public let name: String
    /// What all its elements are before the first step.
    public let initialValue: Float

    public init(_ name: String, initialValue: Float = 0) { (self.name, self.initialValue) = (name, initialValue) }
}

/// Where in its course training is.
public struct OptimizerStep: Sendable, Hashable {
    /// Steps taken before this one.
    public let iteration: Int
    /// After any schedule.
    public let learningRate: Float

    public init(iteration: Int, learningRate: Float) { (self.iteration, self.learningRate) = (iteration, learningRate) }
}
