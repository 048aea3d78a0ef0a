extension RunReport {
    /// Every item that was emitted is accounted for.
    public var isBalanced: Bool { imbalances.isEmpty }

    /// Where the counts don't come out even, a sentence each. Empty for a sound run.
    public var imbalances: [String] {
        parts.flatMap(imbalances(of:)) + channels.flatMap(imbalances(of:)) + linkImbalances + totalImbalances
    }

    /// What became of the items, as the law of conservation names it; what is rare is left out where there was none.
    private var ends: [(name: String, count: Int)] {
        let all = [
            ("stored", stored, true), ("filtered", filtered, true), ("dropped", dropped, true), ("late", late, false),
            ("skipped", skipped, false),
            ("dead-lettered", deadLettered, false), ("failed", failed, true), ("in flight", inFlight, true),
        ]
        return all.filter { $0.2 || $0.1 != 0 }.map { ($0.0, $0.1) }
    }

    var endsText: String { ends.map { "\($0) \($1)" }.joined(separator: " + ") }

    /// Nothing may be left over.
    private var isOrderly: Bool { ending == .finished || ending == .stopped }

    private func imbalances(of part: PartReport) -> [String] {
        if part.inFlight < 0 {
            return ["stage \"\(part.name)\": received \(part.received) items and accounted for \(part.received - part.inFlight)"]
        }
        if part.inFlight > 0, isOrderly {
            return [
                "stage \"\(part.name)\": received \(part.received) items and accounted for \(part.received - part.inFlight): "
                    + "each item must be sent or filtered"
            ]
        }
        return []
    }

    private func imbalances(of channel: ChannelReport) -> [String] {
        let counts = channel.counts
        var found: [String] = []
        if counts.sent != counts.received + counts.dropped + counts.inFlight {
            found.append(
                "channel before \"\(channel.stage)\": sent \(counts.sent), but received \(counts.received) + dropped \(counts.dropped)"
                    + " + in flight \(counts.inFlight) = \(counts.received + counts.dropped + counts.inFlight)")
        }
        if counts.inFlight > 0, isOrderly {
            found.append("channel before \"\(channel.stage)\": \(counts.inFlight) items were left in it")
        }
        return found
    }

    /// What a part sent is what the channel behind it got; what the channel gave is what the next part got.
    private var linkImbalances: [String] {
        zip(channels, zip(parts, parts.dropFirst())).flatMap { channel, neighbours in
            let (before, after) = neighbours
            var found: [String] = []
            if before.sent != channel.counts.sent {
                found.append(
                    "channel before \"\(channel.stage)\": \"\(before.name)\" sent \(before.sent) items, the channel got \(channel.counts.sent)"
                )
            }
            if after.received != channel.counts.received {
                found.append(
                    "channel before \"\(channel.stage)\": it gave \(channel.counts.received) items, "
                        + "\"\(after.name)\" received \(after.received)")
            }
            return found
        }
    }

    private var totalImbalances: [String] {
        let sum = ends.map(\.count).reduce(0, +)
        guard emitted != sum else { return [] }
        return ["run: emitted \(emitted), but \(endsText) = \(sum)"]
    }
}
