/// The way out of a part: straight into the channel of its only reader, or over a crossing.
@usableFromInline
package struct Exit<Payload: Sendable>: Sendable {
    /// Present where there is only one way, which all items take as they are.
    @usableFromInline let channel: ChannelStorage<Item<Payload>>?
    @usableFromInline let crossing: Crossing<Payload>?
    let finish: @Sendable () -> Void

    init(_ entrance: Entrance<Payload>, _ channel: ChannelStorage<Item<Payload>>) {
        self.channel = channel
        crossing = nil
        finish = entrance.finish
    }

    init(_ crossing: Crossing<Payload>) {
        channel = nil
        self.crossing = crossing
        finish = { crossing.finish() }
    }

    /// The way into a channel that has no other producer.
    package init(into channel: BoundedChannel<Item<Payload>>) {
        self.channel = channel.storage
        crossing = nil
        finish = { channel.finish() }
    }
}
