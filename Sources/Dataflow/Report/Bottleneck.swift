/// The part that sets the pace of a run, and how one can tell.
public struct Bottleneck: Sendable, Hashable, Codable {
    public let stage: String
    /// One sentence.
    public let reason: String
}

extension RunReport {
    /// The part whose workers were busy for the largest share of their time; `nil` if nothing was measured.
    public var bottleneck: Bottleneck? {
        let ranked = parts.filter { $0.busy > .zero }.sorted { $0.utilisation > $1.utilisation }
        guard let first = ranked.first else { return nil }
        let share = percentage(first.utilisation)
        let workers = first.workers == 1 ? "its worker was" : "its \(first.workers) workers were"
        let rest = ranked.dropFirst().first.map { ", the next busiest, \"\($0.name)\", for \(percentage($0.utilisation))" } ?? ""
        let subject = "\(first.kind.rawValue) \"\(first.name)\" sets the pace"
        return Bottleneck(stage: first.name, reason: "\(subject): \(workers) busy for \(share) of the time\(rest).")
    }
}
