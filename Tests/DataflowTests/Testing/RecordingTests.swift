import Dataflow
import DataflowTesting
import Foundation
import TestMaterial
import Testing

@Suite("recordings", .timeLimit(.minutes(5)))
struct RecordingTests {
    private struct Reading: Codable, Sendable, Hashable {
        var value: Double
        var words: [String]
    }

    private let folder: TemporaryFolder
    private var path: String { folder.path("new/stream.jsonl") }

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Envelopes and payloads of a run.
    private func items<Payload: Hashable & Sendable>(
        of source: some Source<Payload>, recording: Recorder<Payload>? = nil, clock: RunClock = .continuous
    ) async throws -> [Seen<Payload>] {
        let sink = SeeingSink<Payload>()
        var graph = PipelineGraph()
        let port = graph.add(source)
        graph.add(sink, from: recording.map { graph.add($0, from: port) } ?? port)
        expectConserved(try await Pipeline(graph).run(clock: clock))
        return sink.seen.elements
    }

    @Test("a recorded run comes back with its payloads, identities, timestamps and origins, in its order")
    func same() async throws {
        let source = ProbeSource<Reading>("camera")
        for index in 0..<20 {
            await source.send(
                Reading(value: Double(index) / 3, words: ["a\nb", "\"é/"]),
                timestamp: .milliseconds(index * 40) + .nanoseconds(1),
                origin: index % 2 == 0 ? "street/\(index).jpg" : nil)
        }
        source.finish()
        let recorded = try await items(of: source, recording: try Recorder(to: path))
        #expect(recorded.count == 20)
        let replay = try Replay<Reading>(from: path)
        #expect((replay.name, replay.expectedCount) == ("camera", 20))
        #expect(try await items(of: replay) == recorded)
        // A replay can be recorded and run again.
        #expect(try await items(of: replay, recording: try Recorder(to: folder.path("again.jsonl"))) == recorded)
        #expect(try await items(of: try Replay<Reading>(from: folder.path("again.jsonl"))) == recorded)
    }

    @Test("items behind a filter keep their numbers")
    func numbers() async throws {
        let recorder = try Recorder<Int>(to: path)
        let report = try await Pipeline {
            CountingSource(count: 30)
            Apply { (number: Int) in number % 3 == 0 ? number : nil }.named("thirds")
            recorder
            ProbeSink<Int>()
        }.run()
        expectConserved(report)
        #expect(try await items(of: try Replay<Int>(from: path)).map(\.id.index) == Array(stride(from: 0, to: 30, by: 3)))
    }

    @Test("of several recorded sources each is replayed by name")
    func severalSources() async throws {
        var graph = PipelineGraph()
        let (left, right) = (graph.add(CountingSource("left", count: 10)), graph.add(CountingSource("right", count: 5)))
        graph.add(ProbeSink<Int>().named("sink"), from: graph.add(try Recorder<Int>(to: path), from: left, right))
        expectConserved(try await Pipeline(graph).run())
        #expect(try await items(of: try Replay<Int>(from: path, source: "left")).map(\.payload) == Array(0..<10))
        #expect(try await items(of: try Replay<Int>(from: path, source: "right")).map(\.payload) == Array(0..<5))
    }

    @Test("payloads that are not Codable are recorded by a codec of the user's")
    func ownCodec() async throws {
        let codec = RecordingCodec<Character>(
            encode: { Data(String($0).utf8) }, decode: { Character(String(decoding: $0, as: UTF8.self)) })
        let recorded = try await items(
            of: await ProbeSource("letters", Array("aé👩‍👧")), recording: try Recorder(to: path, codec: codec))
        #expect(try await items(of: try Replay(from: path, codec: codec)) == recorded)
    }

    @Test("items come with the recorded time between them, on the run's clock")
    func spacing() async throws {
        let (clock, source) = (ManualClock(), ProbeSource<Int>("camera"))
        let recorder = try Recorder<Int>(to: path, clock: RunClock(clock))
        let sink = ProbeSink<Int>()
        let pipeline = Pipeline {
            source
            recorder
            sink
        }
        async let recorded = pipeline.run()
        for (index, gap) in [0, 40, 10].enumerated() {
            clock.advance(by: .milliseconds(gap))
            await source.send(index)
            try await sink.wait(for: index + 1)
        }
        source.finish()
        expectConserved(try await recorded)

        let (later, replayed) = (ManualClock(), ProbeSink<Int>())
        let replay = try Replay<Int>(from: path, spacing: .recorded(on: RunClock(later)))
        let again = Pipeline {
            replay
            replayed
        }
        async let report = again.run()
        try await later.waitForSleepers()
        try await replayed.wait(for: 1)
        later.advance(by: .milliseconds(39))
        #expect(later.sleepers == 1 && replayed.stored == [0])
        later.advance(by: .milliseconds(1))
        try await later.waitForSleepers()
        try await replayed.wait(for: 2)
        later.advance(by: .milliseconds(10))
        expectConserved(try await report)
        #expect(replayed.stored == [0, 1, 2])
    }

    @Test("what is no recording is refused with file, line and advice")
    func refused() async throws {
        let empty = try folder.write("", to: "empty.jsonl")
        #expect(throws: RecordingError.noItems(path: empty, source: nil)) { try Replay<Int>(from: empty) }
        let damaged = try folder.write(
            #"{"item":{"gap":[0,0],"id":{"index":0,"source":"a"}},"payload":1}"# + "\n{\"item\":\n", to: "damaged.jsonl")
        let error = #expect(throws: RecordingError.self) { try Replay<Int>(from: damaged) }
        #expect("\(try #require(error))".hasPrefix("\(damaged):2: expected an item that a recorder wrote, found: "))
        let reversed = try folder.write(
            [1, 0].map { #"{"item":{"gap":[0,0],"id":{"index":\#($0),"source":"a"}},"payload":1}"# }.joined(separator: "\n"),
            to: "reversed.jsonl")
        let failure = try await #require(throws: RunFailure.self) { try await items(of: try Replay<Int>(from: reversed)) }
        #expect(
            "\(failure.cause)"
                == "\(reversed):2: expected item a#2 or a later one, found a#0: record with one worker, where the order is kept")
        expectConserved(failure.report)
    }
}

private struct Seen<Payload: Hashable & Sendable>: Hashable, Sendable {
    let id: ItemID
    let timestamp: Duration?
    let origin: String?
    let payload: Payload
}

/// A sink that keeps whole envelopes.
private struct SeeingSink<Payload: Hashable & Sendable>: Sink {
    let seen = Kept<Seen<Payload>>()

    func store(_ input: Payload, id: ItemID) async throws {}

    func run(from inlet: Inlet<Payload>) async throws {
        while let item = try await inlet.next() {
            seen.append(Seen(id: item.id, timestamp: item.timestamp, origin: item.origin, payload: item.payload))
            inlet.markStored(item)
        }
    }
}
