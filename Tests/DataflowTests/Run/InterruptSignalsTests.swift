import Dataflow
import Foundation
import Testing

@Suite("Interrupts", .serialized, .timeLimit(.minutes(5)))
struct InterruptSignalsTests {
    @Test("the first signal asks to stop, the next ones to leave")
    func firstAndSecond() async throws {
        let heard = BoundedChannel<String>(capacity: 8, overflow: .dropNewest)
        let signals = try InterruptSignals(
            first: { _ = heard.offer("first \($0)") }, second: { _ = heard.offer("second \($0)") })
        defer { signals.restore() }
        kill(getpid(), SIGTERM)
        #expect(try await heard.receive() == "first \(SIGTERM)")
        kill(getpid(), SIGINT)
        #expect(try await heard.receive() == "second \(SIGINT)")
    }
}
