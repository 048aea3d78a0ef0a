import Dataflow
import DataflowTesting
import Testing

@Suite("Order window", .timeLimit(.minutes(5)))
struct OrderWindowTests {
    @Test("places completed in any order leave in theirs, skipped ones leave no gap")
    func randomOrder() async throws {
        for seed in UInt64(0)..<50 {
            var random = SeededRandom(seed: seed)
            let channel = BoundedChannel<Item<Int>>(capacity: 100)
            let ledger = WorkerLedger()
            let permits = PlacePermits(count: 100)
            let window = OrderWindow<Int>(permits: permits)
            let outlet = Outlet(Exit(into: channel), ledger: ledger, window: window, losses: LossLog(), stage: "stage")
            for place in (0..<100).shuffled(using: &random) {
                try await permits.enter(ledger)
                var item = Item(id: ItemID(source: "s", index: place), payload: place)
                item.place = place
                if place % 7 == 3 { try await outlet.filter(item) } else { try await outlet.send(item) }
            }
            let left = channel.receiveWaiting(upTo: 200).map(\.payload)
            #expect(left == (0..<100).filter { $0 % 7 != 3 }, "seed \(seed)")
        }
    }
}
