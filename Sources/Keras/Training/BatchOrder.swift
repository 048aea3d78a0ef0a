import Training

/// Which samples are in which batch, from epoch to epoch.
///
/// All samples come once before any comes again, in passes that each have an order of their own. Where an epoch has fewer batches than a
/// pass, or more, the next goes on where it ended: as tf.keras' `fit` does with arrays and `steps_per_epoch`.
public struct BatchOrder: Sendable {
    private let count: Int
    private let batchSize: Int
    private let shuffles: Bool
    private var orders: EpochOrder
    private var order: [Int] = []
    /// Batches that were given, of all passes.
    private var given = 0

    /// How many batches hold all samples once.
    public let batchesPerPass: Int

    /// - Parameter options: its batch size, its seed, and whether it shuffles; the order begins with the first epoch.
    public init(count: Int, _ options: FitOptions) { self.init(count: count, options) { _ in 0 } }

    /// - Parameter given: how many batches were trained with before, by a training that goes on: it finds the same ones as if it had never
    ///   stopped.
    init(count: Int, _ options: FitOptions, given: (_ batchesPerPass: Int) -> Int) {
        (self.count, batchSize, shuffles) = (count, options.batchSize, options.shuffles)
        orders = EpochOrder(seed: options.seed)
        batchesPerPass = (count + batchSize - 1) / batchSize
        self.given = given(batchesPerPass)
        // Of the pass that is under way, and of those before it.
        for _ in 0..<(self.given + batchesPerPass - 1) / batchesPerPass { begin() }
    }

    private mutating func begin() { order = shuffles ? orders.next(count: count) : Array(0..<count) }

    /// The samples of the next batch.
    public mutating func next() -> [Int] {
        let place = given % batchesPerPass
        if place == 0 { begin() }
        given += 1
        return Array(order[place * batchSize..<min((place + 1) * batchSize, count)])
    }
}
