/// One object that a network found: its class, how sure the network is, and where it lies in the network's input.
public struct Detection: Sendable, Hashable {
    /// The place of the class in the detector's list of classes.
    public var classIndex: Int
    /// Objectness times class probability, in `0...1`.
    public var score: Float
    /// Fractions of the network's input, not clipped: a box may reach over the edge.
    public var box: Box

    public init(classIndex: Int, score: Float, box: Box) {
        self.classIndex = classIndex
        self.score = score
        self.box = box
    }
}
