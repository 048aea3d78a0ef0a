extension RunReport {
    /// Every item that was emitted is accounted for.
    public var isBalanced: Bool { imbalances.isEmpty }

    /// Where the counts don't come out even, a sentence each. Empty for a sound run.
    public var imbalances: [String] {
        parts.flatMap(imbalances(of:)) + channels.flatMap(imbalances(of:)) + linkImbalances + totalImbalances
    }

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
        let sum = stored + filtered + dropped + failed + inFlight
        guard emitted != sum else { return [] }
        return [
            "run: emitted \(emitted), but stored \(stored) + filtered \(filtered) + dropped \(dropped) + failed \(failed)"
                + " + in flight \(inFlight) = \(sum)"
        ]
    }
}
