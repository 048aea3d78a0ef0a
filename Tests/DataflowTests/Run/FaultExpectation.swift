import Dataflow
import DataflowTesting
import Testing

/// What the run of a fault case must come to.
struct FaultExpectation {
    private let fault: FaultCase
    private let label: Comment

    init(_ fault: FaultCase) {
        self.fault = fault
        label = Comment(rawValue: fault.testDescription)
    }

    private var name: String { fault.part == .source ? "numbers" : fault.part.rawValue }

    func check(_ result: Result<RunReport, any Error>, _ probe: ProbeSink<Int>) {
        // Several workers of a sink store as they please.
        let stored = fault.part == .sink && fault.workers > 1 ? probe.stored.sorted() : probe.stored
        #expect(stored == Set(stored).sorted(), label)
        #expect(stored.starts(with: 0..<fault.position), label)
        switch (result, fault.misconduct) {
        case (.failure(let failure as RunFailure), .throwing), (.failure(let failure as RunFailure), .cancelling):
            check(failure)
            #expect(probe.endings == [.abandoned], label)
        case (.success(let report), .endingEarly):
            checkEndedEarly(report)
            #expect(probe.endings == [.finished], label)
        case (.success(let report), .hanging):
            #expect(report.ending == .cancelled, label)
            #expect(report.emitted == fault.admitted, label)
            if fault.part != .source { #expect(report.part(name)?.inFlight ?? 0 >= fault.held, label) }
            #expect(report.stranded.map(\.count).reduce(0, +) == report.inFlight, label)
            expectConserved(report)
            #expect(probe.endings == [.abandoned], label)
        case (.success(let report), .slow):
            #expect(report.ending == .finished, label)
            #expect((report.stored, report.emitted) == (fault.count, fault.count), label)
            expectConserved(report)
            #expect(probe.endings == [.finished], label)
        default: Issue.record("the run came to this: \(result): \(label)")
        }
    }

    private func check(_ failure: RunFailure) {
        #expect(failure.stage == name, label)
        #expect(failure.item?.index == (fault.part == .source ? fault.admitted : fault.position), label)
        if fault.misconduct == .throwing {
            #expect(failure.cause is InjectedFault, label)
        } else {
            #expect(failure.cause is CancellationError, label)
        }
        #expect(failure.report.ending == .failed, label)
        #expect(failure.report.failure?.stage == failure.stage, label)
        #expect(failure.report.part(failure.stage)?.failed ?? 0 >= 1, label)
        expectConserved(failure.report)
    }

    /// The run is stopped, and what still arrives is filtered. A source that ends early has just ended.
    private func checkEndedEarly(_ report: RunReport) {
        #expect(report.ending == (fault.part == .source ? .finished : .stopped), label)
        #expect(report.emitted == fault.admitted, label)
        #expect(report.stored + report.filtered == fault.admitted, label)
        #expect(report.losses.allSatisfy { $0.reason.hasSuffix("had ended before") }, label)
        switch fault.part {
        case .source, .join: #expect(report.filtered == 0, label)
        case .transform, .batch, .sink:
            if fault.workers == 1 { #expect(report.filtered == fault.waiting, label) }
        }
        expectConserved(report)
    }
}
