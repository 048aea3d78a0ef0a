import Dataflow

/// Runs a stage to see whether it keeps a promise.
struct ContractTrial<Payload: Sendable>: Sendable {
    let entry: StageEntry<Payload>
    let subject: ContractSubject<Payload>
    let patience: Duration

    /// What was found instead; `nil` where the promise is kept.
    func found(_ promise: StagePromise) async throws -> String? {
        switch promise {
        case .isOfItsKind: return kind == entry.kind ? nil : "a \(kind.rawValue) in place of a \(entry.kind.rawValue)"
        case .endsWhenStopped: return await fault(of: ContractRun(subject).untilWaiting { $0.stop() }, [.stopped, .finished])
        case .endsWhenCancelled:
            // Cancelling stops first, and what drains at once has only been stopped.
            return await fault(of: ContractRun(subject).untilWaiting { $0.cancel() }, [.cancelled, .stopped, .finished])
        case .endsWithItsInput: return await fault(of: ContractRun(subject).over([]), [.finished])
        case .accountsForItems where kind == .source:
            return await fault(of: ContractRun(subject).untilWaiting { $0.stop() }, [.stopped, .finished])
        case .accountsForItems: return await fault(of: ContractRun(subject).over(subject.inputs), [.finished])
        case .keepsTheOrder:
            let run = ContractRun(subject, workers: 4).over(subject.inputs)
            if let fault = await fault(of: run, [.finished]) { return fault }
            let order = run.probe.storedIDs.map(\.index)
            return order == order.sorted() ? nil : "items in the order \(order)"
        case .namesItsFailures: return await unnamedFailure
        default: return nil
        }
    }

    private var kind: StageKind {
        switch subject.node {
        case .source: .source
        case .stage: .transform
        case .join: .join
        case .sink: .sink
        }
    }

    private func fault(of run: ContractRun<Payload>, _ endings: [RunReport.Ending]) async -> String? {
        switch await run.outcome(within: patience) {
        case nil: "no end within \(patience)"
        case .failure(let error)?: "\(error)"
        case .success(let report)? where !report.isBalanced: report.imbalances.joined(separator: "; ")
        case .success(let report)? where !endings.contains(report.ending): "a run that \(report.ending.rawValue)"
        case .success?: nil
        }
    }

    private var unnamedFailure: String? {
        get async {
            guard let unfit = subject.unfit else { return nil }
            let name = subject.node.settings.name
            switch await ContractRun(subject).over([unfit]).outcome(within: patience) {
            case nil: return "no end within \(patience)"
            case .success?: return "no failure"
            case .failure(let failure as RunFailure)?:
                if !failure.report.isBalanced { return failure.report.imbalances.joined(separator: "; ") }
                return failure.stage == name && failure.item?.index == 0 ? nil : "\(failure)"
            case .failure(let error)?: return "\(error)"
            }
        }
    }
}
