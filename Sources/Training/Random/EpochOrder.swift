/// The order in which `fit(shuffle=True)` goes through arrays after `keras.utils.set_random_seed`, epoch by epoch.
///
/// tf.keras goes on in one stream from epoch to epoch, and begins anew with each `fit`. Keras 3 begins anew with each epoch: all of
/// them have the same order.
public struct EpochOrder: Sendable, Hashable {
    private var shuffle: RandomOperation

    public init(seed: Int) { shuffle = RandomOperation(seed: 0, graphSeed: seed) }

    /// Of the next epoch: the indices of `count` items.
    public mutating func next(count: Int) -> [Int] { shuffle.permutation(count) }
}
