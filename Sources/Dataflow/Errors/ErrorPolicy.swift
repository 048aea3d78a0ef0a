/// What happens when a part fails at an item: whether it is tried again, and what becomes of an item that fails for good.
///
/// A policy is about single items. What concerns a part as a whole ends the run whatever the policy: a sink that can't finish, a
/// source whose sequence breaks off, a stage that throws while it holds more items than it took at once.
public struct ErrorPolicy: Sendable, Hashable, Codable {
    /// What becomes of an item that fails for good.
    public enum LastResort: Sendable, Hashable, Codable {
        /// The run fails and names the item.
        case fail
        /// The item is counted and listed as skipped; the run goes on.
        case skip
        /// As `skip`, and the item is written to this file of dead letters, to be run again later.
        case deadLetter(path: String)
    }

    /// How often the part tries again before it gives an item up.
    public var retries: Int
    /// How long to wait before the first further attempt; twice as long before each one after it.
    @Seconds public var backoff: Duration
    public var lastResort: LastResort

    public init(retries: Int = 0, backoff: Duration = .zero, lastResort: LastResort) {
        self.retries = retries
        self.backoff = backoff
        self.lastResort = lastResort
    }

    /// The run fails. What holds unless a pipeline says otherwise.
    public static let fail = ErrorPolicy(lastResort: .fail)
    /// The item is skipped.
    public static let skip = ErrorPolicy(lastResort: .skip)

    /// The item is skipped and written to a file of dead letters, see ``DeadLetter``.
    public static func deadLetter(_ path: String) -> ErrorPolicy { ErrorPolicy(lastResort: .deadLetter(path: path)) }

    /// The item is tried again, up to `times` times; after that `lastResort` holds.
    public static func retry(times: Int, backoff: Duration = .zero, then lastResort: LastResort = .fail) -> ErrorPolicy {
        ErrorPolicy(retries: times, backoff: backoff, lastResort: lastResort)
    }

    /// Whether every error ends the run.
    var isFailing: Bool { retries == 0 && lastResort == .fail }

    /// What an inlet keeps of the items given last, so that the policy can be carried out.
    var keeping: InletKeeping { isFailing ? .nothing : retries > 0 ? .everything : .batches }

    /// The path of the file of dead letters.
    package var deadLetterPath: String? {
        if case .deadLetter(let path) = lastResort { path } else { nil }
    }

    /// How long to wait after so many attempts have failed.
    func pause(after attempts: Int) -> Duration {
        // Doubling stops where a longer wait would mean nothing any more.
        backoff * (1 << min(attempts - 1, 20))
    }
}
