/// A confusion matrix: true classes from top to bottom, predicted ones from left to right, how often in each cell, and how dark it is by
/// its part of the true class.
public struct ConfusionChart: Sendable {
    public var title: String
    public var classes: [String]
    /// Row by row the classes that are true, and in each row those that were predicted.
    public var counts: [[Int]]

    /// - Parameter counts: as many rows and columns as classes.
    public init(title: String, classes: [String], counts: [[Int]]) {
        precondition(
            counts.count == classes.count && counts.allSatisfy { $0.count == classes.count },
            "a matrix of \(counts.map(\.count)) for \(classes.count) classes")
        (self.title, self.classes, self.counts) = (title, classes, counts)
    }

    /// The chart, drawn.
    public func figure() throws(ImagingError) -> Figure {
        ConfusionLayout(self, try TextMeasure()).figure()
    }
}
