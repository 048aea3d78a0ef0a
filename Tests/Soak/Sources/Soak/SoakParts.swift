import Dataflow
import Foundation
import Synchronization

/// Something small on the heap, so that what is not let go of shows.
struct Packet: Sendable {
    let number: Int
    var bytes: [UInt8]
}

struct Packets: Source {
    let count: Int
    let name = "packets"
    var expectedCount: Int? { count }

    func emit(into outlet: SourceOutlet<Packet>) async throws {
        for number in 0..<count {
            let packet = Packet(number: number, bytes: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 256))
            try await outlet.send(Emission(packet, origin: "packet-\(number)"))
        }
    }
}

struct Touch: Transform {
    struct Failure: Error {}

    var dropsEvery = Int.max
    var failsEvery = Int.max

    func transform(_ packet: Packet) async throws -> Packet? {
        if packet.number % failsEvery == failsEvery - 1 { throw Failure() }
        if packet.number % dropsEvery == dropsEvery - 1 { return nil }
        var result = packet
        result.bytes[0] &+= 1
        return result
    }
}

struct Batch: BatchTransform {
    let batchSize = 8

    func transform(_ packets: [Packet]) async throws -> [Packet?] { packets }
}

/// Takes its time for each item, and notes now and then how much memory the process holds.
final class SlowSink: Sink {
    private let interval: Int
    private let state = Mutex((stored: 0, samples: [Int]()))

    init(every interval: Int) {
        self.interval = interval
    }

    /// In kB.
    var samples: [Int] { state.withLock { $0.samples } }

    func store(_ packet: Packet, id: ItemID) async throws {
        let begin = ContinuousClock.now
        while ContinuousClock.now - begin < .microseconds(10) {}
        try state.withLock { state in
            state.stored += 1
            if state.stored % interval == 0 { state.samples.append(try residentKilobytes()) }
        }
    }
}

/// The process' resident memory, from the second field of `/proc/self/statm`, in pages of 4 kB.
private func residentKilobytes() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let fields = text.split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4 : 0
}
