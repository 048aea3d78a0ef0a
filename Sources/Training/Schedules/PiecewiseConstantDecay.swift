/// One rate up to and including the step of each boundary, and one beyond the last.
public struct PiecewiseConstantDecay: LearningRateSchedule {
    public static let kerasName = "PiecewiseConstantDecay"

    /// Steps, in ascending order.
    public let boundaries: [Int]
    public let values: [Float]
    public var name: String?

    /// - Parameter values: one more than boundaries.
    public init(boundaries: [Int], values: [Float], name: String? = nil) {
        precondition(
            values.count == boundaries.count + 1, "\(values.count) rates for \(boundaries.count) boundaries, expected one more")
        (self.boundaries, self.values, self.name) = (boundaries, values, name)
    }

    public func rate(at iteration: Int) -> Float {
        values[boundaries.firstIndex { iteration <= $0 } ?? boundaries.count]
    }
}
