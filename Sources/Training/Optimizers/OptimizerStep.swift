import Glibc

/// Where in its course training is.
public struct OptimizerStep: Sendable, Hashable {
    /// Steps taken before this one.
    public let iteration: Int
    /// After any schedule.
    public let learningRate: Float
    /// The optimizer's, in this step.
    public let scalars: [Float]

    public init(iteration: Int, learningRate: Float, scalars: [Float] = []) {
        (self.iteration, self.learningRate, self.scalars) = (iteration, learningRate, scalars)
    }

    /// `rate` to the power of the number of steps, this one included, rounded to single precision as TensorFlow does.
    func power(_ rate: Double, ahead: Int = 0) -> Float { Self.power(rate, Double(iteration + 1 + ahead)) }

    static func power(_ rate: Double, _ exponent: Double) -> Float { Float(pow(Double(Float(rate)), exponent)) }
}

/// Sums over a whole variable; those of its parts are added.
public struct VariableMeasure: Sendable, Hashable {
    /// Of the variable's elements.
    public var squares: Double
    /// Of the elements of the way that it is about to go.
    public var updateSquares: Double

    public init(squares: Double, updateSquares: Double) {
        (self.squares, self.updateSquares) = (squares, updateSquares)
    }

    public static let zero = VariableMeasure(squares: 0, updateSquares: 0)

    public static func + (left: Self, right: Self) -> Self {
        VariableMeasure(squares: left.squares + right.squares, updateSquares: left.updateSquares + right.updateSquares)
    }
}
