public import Dataflow
import Synchronization

/// Writes down all items that pass, with their identities, timestamps, origins and the time between them, for ``Replay``.
///
/// ```swift
/// let recorder = try Recorder<Picture>(to: "street.jsonl")
/// let pipeline = Pipeline {
///     Camera()
///     recorder
///     Detect()
///     Store()
/// }
/// ```
///
/// **Emits** each item as it came, once it is written. **Waits when** there is no input or no room behind. **Ends when** its input ends.
/// **Fails when** the payload can't be encoded or the file can't be written.
///
/// With several workers lines may stand in another order than the items came.
public final class Recorder<Payload: Sendable>: Stage {
    private struct State {
        var file: AppendedFile
        /// When the item before came.
        var last: Duration?
    }

    private let codec: RecordingCodec<Payload>
    private let clock: RunClock
    private let state: Mutex<State>

    /// - Parameters:
    ///   - path: a file, which is created or emptied. Its folder is created.
    ///   - clock: times what lies between the items.
    /// - Throws: `FileRefusal` where the file can't be written.
    public init(to path: String, codec: RecordingCodec<Payload>, clock: RunClock = .continuous) throws {
        self.codec = codec
        self.clock = clock
        state = Mutex(State(file: try AppendedFile(replacing: path)))
    }

    public var defaultSettings: StageSettings { StageSettings(name: "record") }

    public func run(from inlet: Inlet<Payload>, into outlet: Outlet<Payload>) async throws {
        while let item = try await inlet.next() {
            try record(item)
            try await outlet.send(item)
        }
    }

    private func record(_ item: Item<Payload>) throws {
        try state.withLock { state in
            let now = clock.now()
            let envelope = RecordedEnvelope(
                id: item.id, timestamp: item.timestamp, origin: item.origin, gap: state.last.map { now - $0 } ?? .zero)
            let line = try codec.encode(envelope, item.payload)
            try state.file.append(String(decoding: line, as: UTF8.self) + "\n")
            state.last = now
        }
    }
}

extension Recorder where Payload: Codable {
    /// A recorder that writes payloads as JSON values.
    public convenience init(to path: String, clock: RunClock = .continuous) throws {
        try self.init(to: path, codec: .json, clock: clock)
    }
}
