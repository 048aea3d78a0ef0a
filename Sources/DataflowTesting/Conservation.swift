public import Dataflow
public import Testing

/// Fails the test unless every item of the run is accounted for.
public func expectConserved(_ report: RunReport, sourceLocation: SourceLocation = #_sourceLocation) {
    for imbalance in report.imbalances { Issue.record("\(imbalance)\n\(report.table)", sourceLocation: sourceLocation) }
}
