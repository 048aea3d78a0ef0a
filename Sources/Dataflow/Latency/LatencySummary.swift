/// How long something took, over many items: what half, nine of ten and ninety-nine of a hundred did not exceed, to 2 % exact.
///
/// Where items are quick, not each of them is timed, but one of several; see ``PartReport/serviceTime``.
public struct LatencySummary: Sendable, Hashable, Codable {
    /// How many items it speaks for, those included that a timed one stands for.
    public var count: Int
    /// The times of all of them added up.
    @Seconds public var total: Duration
    @Seconds public var p50: Duration
    @Seconds public var p90: Duration
    @Seconds public var p99: Duration
    /// The longest of those that were timed.
    @Seconds public var max: Duration

    public init(count: Int, total: Duration, p50: Duration, p90: Duration, p99: Duration, max: Duration) {
        self.count = count
        self.total = total
        self.p50 = p50
        self.p90 = p90
        self.p99 = p99
        self.max = max
    }

    /// `nil` for a histogram with nothing in it.
    init?(_ histogram: LatencyHistogram) {
        guard histogram.count > 0 else { return nil }
        self.init(
            count: histogram.count, total: .nanoseconds(histogram.total), p50: .nanoseconds(histogram.quantile(0.5)),
            p90: .nanoseconds(histogram.quantile(0.9)), p99: .nanoseconds(histogram.quantile(0.99)),
            max: .nanoseconds(histogram.max))
    }
}
