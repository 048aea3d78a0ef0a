extension ConcreteGraph {
    /// Rewrites the graph to one that computes the same with less. Each pass stands in a file of its own; the order matters,
    /// for one makes the patterns that another looks for.
    mutating func optimize(for precision: PlanOptions.Precision) throws {
        try sinkTransposes()
        try removeIdentities()
        try foldChannelScalings()
        try foldPadding()
        try foldNormalizations()
        try orderAverages()
        if precision == .fast { try delayActivations() }
        try fuseFollowups()
    }
}
