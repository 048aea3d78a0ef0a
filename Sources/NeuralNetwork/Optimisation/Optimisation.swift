extension ConcreteGraph {
    /// Rewrites the graph to one that computes the same with less.
    mutating func optimize() throws {
    }
}
