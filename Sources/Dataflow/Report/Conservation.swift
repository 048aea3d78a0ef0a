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
            ("dead-lettered", deadLettered, false), ("merged", merged, false), ("stored before", counts.storedBefore, false),
            ("failed", failed, true), ("in flight", inFlight, true),
        ]
        return all.filter { $0.2 || $0.1 != 0 }.map { ($0.0, $0.1) }
    }

    /// What there was to deal with, as the law of conservation names it.
    var beginningsText: String { copied == 0 ? "emitted \(emitted)" : "emitted \(emitted) + copied \(copied)" }

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

    /// What parts sent is what the channels behind them got, all parts that send to one channel and all channels of one part taken
    /// together; what a channel gave is what its part got.
    private var linkImbalances: [String] {
        let received = channels.compactMap { channel -> String? in
            guard let part = part(channel.stage), part.received != channel.counts.received else { return nil }
            return
                "channel before \"\(channel.stage)\": it gave \(channel.counts.received) items, \"\(part.name)\" received \(part.received)"
        }
        return received
            + crossings.compactMap { crossing in
                let sent = crossing.producers.compactMap(part).map { $0.sent + $0.copied }.reduce(0, +)
                let got = crossing.channels.map(\.counts.sent).reduce(0, +)
                guard sent != got else { return nil }
                let names = crossing.channels.map { "\"\($0.stage)\"" }.joined(separator: " and ")
                let producers = crossing.producers.sorted().map { "\"\($0)\"" }.joined(separator: " and ")
                return "channel before \(names): \(producers) sent \(sent) items, the channel got \(got)"
            }
    }

    /// Channels that have a producer in common, directly or over others, with all their producers.
    private var crossings: [(producers: Set<String>, channels: [ChannelReport])] {
        channels.reduce(into: []) { crossings, channel in
            var joined = (producers: Set(channel.producers), channels: [channel])
            let isTouched = { (crossing: (producers: Set<String>, channels: [ChannelReport])) in
                !crossing.producers.isDisjoint(with: channel.producers)
            }
            for crossing in crossings.filter(isTouched) {
                joined.producers.formUnion(crossing.producers)
                joined.channels = crossing.channels + joined.channels
            }
            crossings.removeAll(where: isTouched)
            crossings.append(joined)
        }
    }

    private var totalImbalances: [String] {
        let sum = ends.map(\.count).reduce(0, +)
        guard emitted + copied != sum else { return [] }
        return ["run: \(beginningsText), but \(endsText) = \(sum)"]
    }
}
