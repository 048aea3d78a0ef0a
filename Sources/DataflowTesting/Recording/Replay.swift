public import Dataflow
import Foundation

/// A source that emits what a ``Recorder`` wrote down: the same payloads, identities, timestamps and origins, in the same order.
///
/// **Emits** the recorded items of one source. **Waits when** there is no room behind, and, with
/// ``Spacing/recorded(on:)``, until an item's time has come. **Ends when** the recording ends. **Fails when** a line can't be read.
public struct Replay<Payload: Sendable>: Source {
    /// The time between the items.
    public enum Spacing: Sendable {
        /// As fast as they are taken.
        case none
        /// As it was when they were recorded, on this clock.
        case recorded(on: RunClock)
    }

    public let name: String
    public let expectedCount: Int?
    private let path: String
    /// Each with its number in the file, from 1.
    private let lines: [(number: Int, text: Data)]
    private let codec: RecordingCodec<Payload>
    private let spacing: Spacing

    /// - Parameters:
    ///   - path: the recording. It is mapped into memory, and payloads are decoded as they are emitted.
    ///   - source: the source whose items are emitted; that of the first item if nothing is said.
    /// - Throws: ``RecordingError``, or what Foundation says of a file that can't be read.
    public init(from path: String, source: String? = nil, codec: RecordingCodec<Payload>, spacing: Spacing = .none) throws {
        let file = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        var lines: [(number: Int, text: Data)] = []
        var name = source
        for (index, text) in file.split(separator: UInt8(ascii: "\n")).enumerated() {
            let envelope = try Self.reading(path, line: index + 1) { try RecordingCodec<Payload>.envelope(in: text) }
            if name == nil { name = envelope.id.source }
            if envelope.id.source == name { lines.append((index + 1, text)) }
        }
        guard let name, !lines.isEmpty else { throw RecordingError.noItems(path: path, source: source) }
        (self.name, self.path, self.lines, self.codec, self.spacing) = (name, path, lines, codec, spacing)
        expectedCount = lines.count
    }

    public func emit(into outlet: SourceOutlet<Payload>) async throws {
        var due: Duration?
        for (number, text) in lines {
            let (envelope, payload) = try Self.reading(path, line: number) { try codec.decode(text) }
            if case .recorded(let clock) = spacing {
                let moment = due.map { $0 + envelope.gap } ?? clock.now()
                if moment > clock.now() { try await clock.sleep(moment - clock.now()) }
                due = moment
            }
            guard envelope.id.index >= outlet.nextID.index else {
                throw RecordingError.outOfOrder(path: path, line: number, item: envelope.id, expected: outlet.nextID.index)
            }
            outlet.skip(to: envelope.id.index)
            try await outlet.send(Emission(payload, timestamp: envelope.timestamp, origin: envelope.origin))
        }
    }

    private static func reading<Result>(_ path: String, line: Int, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch { throw RecordingError.unreadable(path: path, line: line, reason: "\(error)") }
    }
}

extension Replay where Payload: Codable {
    /// A replay of payloads that were written as JSON values.
    public init(from path: String, source: String? = nil, spacing: Spacing = .none) throws {
        try self.init(from: path, source: source, codec: .json, spacing: spacing)
    }
}
