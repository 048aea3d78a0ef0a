extension OptionType<ErrorPolicy> {
    /// `fail`, `skip`, or a map of `retry:`, `dead-letter:` and `then:`.
    static var errorPolicy: OptionType<ErrorPolicy> {
        let description = "fail|skip|{retry: {times, backoff}, then: fail|skip}|{dead-letter: path}"
        return OptionType(description, standIn: .fail, show: shown) { value, faults in
            guard case .map = value.content else {
                return OptionType<LastWord>.oneOf().read(value, &faults).map { ErrorPolicy(lastResort: $0.lastResort) }
            }
            return record.read(value, &faults)
        }
    }

    private enum LastWord: String, CaseIterable {
        case fail
        case skip

        var lastResort: ErrorPolicy.LastResort { self == .fail ? .fail : .skip }
    }

    private struct Attempts {
        var times: Int
        var backoff: Duration
    }

    private static let times = StageOption("times", .integer(in: 1...1_000_000), "how often to try again")
    private static let backoff = StageOption(
        "backoff", .duration(), default: .zero, "the pause before the first further attempt; it doubles each time")
    private static let retry = StageOption(
        optional: "retry",
        OptionType<Attempts>.record("map", options: [times, backoff], standIn: Attempts(times: 1, backoff: .zero)) { reader in
            Attempts(times: reader.read(times), backoff: reader.read(backoff))
        }, "try the item again")
    private static let deadLetter = StageOption(
        optional: "dead-letter", .path, "write an item that fails for good to this file, and go on")
    private static let then = StageOption(
        optional: "then", OptionType<LastWord>.oneOf(), absent: "fail", "what becomes of an item that fails for good")

    private static var record: OptionType<ErrorPolicy> {
        .record("map", options: [retry, deadLetter, then], standIn: .fail) { reader in
            let (attempts, path, last) = (reader.read(retry), reader.read(deadLetter), reader.read(then))
            if !reader.isGiven(retry), !reader.isGiven(deadLetter) {
                reader.refuse("expected \"retry\" or \"dead-letter\", found neither")
            }
            if path != nil { reader.refuseIfGiven(then, "\"dead-letter\" says already what becomes of the item; remove one") }
            return ErrorPolicy(
                retries: attempts?.times ?? 0, backoff: attempts?.backoff ?? .zero,
                lastResort: path.map { .deadLetter(path: $0) } ?? last?.lastResort ?? .fail)
        }
    }

    private static func shown(_ policy: ErrorPolicy) -> String {
        switch policy.lastResort {
        case .fail: "fail"
        case .skip: "skip"
        case .deadLetter(let path): "{dead-letter: \(path)}"
        }
    }
}
