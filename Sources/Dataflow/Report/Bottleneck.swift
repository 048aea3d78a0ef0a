/// The part that sets the pace of a run, how one can tell, and what would help.
public struct Bottleneck: Sendable, Hashable, Codable {
    public let stage: String
    /// How many times as fast the run could get at most: a stage by one more worker, a source or a sink by being faster itself. What
    /// then sets the pace is the next busiest part. `nil` where no part was busy for most of the time.
    public let speedup: Double?
    /// Two sentences: what was measured, and what follows.
    public let reason: String
}

extension RunReport {
    /// The part whose workers were busy for the largest share of their time; `nil` if nothing was measured.
    public var bottleneck: Bottleneck? {
        let ranked = parts.filter { $0.busy > .zero }.sorted { $0.utilisation > $1.utilisation }
        guard let first = ranked.first else { return nil }
        let share = percentage(first.utilisation)
        let workers = first.workers == 1 ? "its worker was" : "its \(first.workers) workers were"
        // The next limit is the part with the most work a worker, whatever else it waited for.
        let next = ranked.dropFirst().max { $0.workPerWorker < $1.workPerWorker }
        let rest = ranked.dropFirst().first.map { ", the next busiest, \"\($0.name)\", for \(percentage($0.utilisation))" } ?? ""
        let name = "\(first.kind.rawValue) \"\(first.name)\""
        guard first.utilisation >= 0.6 else {
            return Bottleneck(
                stage: first.name, speedup: nil,
                reason:
                    "\(name) was busiest: \(workers) busy for \(share) of the time\(rest). No part sets the pace alone: the parts "
                    + "waited for each other, for their rate, or the run was short; larger capacities may help.")
        }
        let bound = next.map { first.workPerWorker / $0.workPerWorker } ?? .infinity
        let speedup = first.kind == .stage ? min(bound, Double(first.workers + 1) / Double(first.workers)) : bound
        return Bottleneck(
            stage: first.name, speedup: speedup.isFinite ? max(1, speedup) : nil,
            reason: "\(name) sets the pace: \(workers) busy for \(share) of the time\(rest). "
                + advice(first, next: next?.name, speedup: speedup, isBounded: speedup == bound))
    }

    private func advice(_ part: PartReport, next: String?, speedup: Double, isBounded: Bool) -> String {
        let limit = speedup < 10 ? "up to \(fixed(speedup, decimals: 1)) times as fast" : "more than 10 times as fast"
        let then = next.map { isBounded ? "; then \"\($0)\" sets the pace" : "" } ?? ""
        switch part.kind {
        case .source: return "Only a faster source, or less waiting in it, makes the run faster: \(limit)\(then)."
        case .join, .sink: return "Only a faster \(part.kind.rawValue) makes the run faster: \(limit)\(then)."
        case .stage:
            guard speedup >= 1.05 else { return "One more worker won't help: \"\(next ?? part.name)\" has as much to do." }
            return "One more worker could make the run \(limit), given a free core\(then)."
        }
    }
}

extension PartReport {
    /// How long each of its workers worked; compared with that of another part it tells how much faster the part could have been.
    fileprivate var workPerWorker: Double { busy / .seconds(1) / Double(workers) }
}
