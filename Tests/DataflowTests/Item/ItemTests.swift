import Dataflow
import Testing

@Suite("Items")
struct ItemTests {
    @Test("another payload keeps the envelope")
    func keepsEnvelope() {
        let deadline = Duration.seconds(3)
        let item = Item(
            id: ItemID(source: "camera", index: 12), timestamp: .milliseconds(400), deadline: deadline, origin: "frames/12.jpg",
            payload: 7)
        let other = item.with("seven")
        #expect(other.payload == "seven")
        #expect((other.id, other.timestamp, other.origin) == (item.id, .milliseconds(400), "frames/12.jpg"))
        #expect(other.deadline == deadline)
        #expect(Item(id: item.id, payload: 0).deadline == nil)
    }

    @Test("an identity reads source#index, and sorts by source, then by index")
    func identity() {
        let ids = [ItemID(source: "b", index: 0), ItemID(source: "a", index: 10), ItemID(source: "a", index: 9)]
        #expect(ids.sorted().map(\.description) == ["a#9", "a#10", "b#0"])
    }
}
