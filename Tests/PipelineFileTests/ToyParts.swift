import Dataflow
import Synchronization

/// Emits 0, `step`, 2·`step` … below `upTo`.
struct Count: Source {
    let upTo: Int
    let step: Int
    var name: String { step == 1 ? "count" : "count by \(step)" }

    func emit(into outlet: SourceOutlet<Toy>) async throws {
        for number in stride(from: 0, to: upTo, by: step) {
            try await outlet.send(Emission(Toy(number: number)))
        }
    }
}

/// Hands on what it gets.
struct Pass: Transform {
    var threads = StageSettings.Threads.cooperative
    var defaultSettings: StageSettings { StageSettings(name: "pass", threads: threads) }

    func transform(_ toy: Toy) async throws -> Toy? { toy }
}

/// Adds up what comes of one number.
struct Add: Join {
    var rule: JoinRule
    var incomplete: IncompleteJoin
    var defaultSettings: StageSettings { StageSettings(name: "add", capacity: 3) }

    func join(_ toys: [Toy?]) async throws -> Toy? {
        Toy(number: toys.map { $0?.number ?? 1000 }.reduce(0, +))
    }
}

/// Filters odd numbers out.
struct OnlyEven: Transform {
    func transform(_ toy: Toy) async throws -> Toy? { toy.number.isMultiple(of: 2) ? toy : nil }
}

struct Store: Sink {
    let stored: Collected

    func store(_ toy: Toy, id: ItemID) async throws { stored.append(toy.number) }
}

/// What a sink stored, in order.
final class Collected: Sendable {
    private let state = Mutex<[Int]>([])

    var numbers: [Int] { state.withLock { $0 } }

    func append(_ number: Int) {
        state.withLock { $0.append(number) }
    }
}
