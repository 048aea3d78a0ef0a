/// When an item left its source, for those items whose whole way is timed.
@usableFromInline
struct EmissionStamp: Sendable {
    /// Nanoseconds of the monotonic clock.
    @usableFromInline var time: Int
    /// How many items this one stands for; 0 for one that isn't timed.
    @usableFromInline var weight: UInt8

    @inlinable
    init(time: Int, weight: UInt8) {
        self.time = time
        self.weight = weight
    }

    @inlinable static var none: EmissionStamp { EmissionStamp(time: 0, weight: 0) }
}
