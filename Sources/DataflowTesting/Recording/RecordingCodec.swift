public import Foundation

/// How payloads stand in a recording: a line of JSON for each item.
public struct RecordingCodec<Payload: Sendable>: Sendable {
    private struct Line<Content: Codable>: Codable {
        let item: RecordedEnvelope
        let payload: Content
    }

    private struct Head: Decodable {
        let item: RecordedEnvelope
    }

    /// One line, without its end.
    let encode: @Sendable (RecordedEnvelope, Payload) throws -> Data
    let decode: @Sendable (Data) throws -> (RecordedEnvelope, Payload)

    private init<Content: Codable & Sendable>(
        _: Content.Type, encode: @escaping @Sendable (Payload) throws -> Content,
        decode: @escaping @Sendable (Content) throws -> Payload
    ) {
        self.encode = { envelope, payload in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(Line(item: envelope, payload: try encode(payload)))
        }
        self.decode = { data in
            let line = try JSONDecoder().decode(Line<Content>.self, from: data)
            return (line.item, try decode(line.payload))
        }
    }

    /// A codec of the user's own; its bytes are written in base 64.
    public init(
        encode: @escaping @Sendable (Payload) throws -> Data, decode: @escaping @Sendable (Data) throws -> Payload
    ) {
        self.init(Data.self, encode: encode, decode: decode)
    }
}

extension RecordingCodec where Payload: Codable {
    /// Payloads as JSON values.
    public static var json: RecordingCodec {
        RecordingCodec(Payload.self, encode: { $0 }, decode: { $0 })
    }
}

extension RecordingCodec {
    /// Reads the envelopes alone.
    static func envelope(in line: Data) throws -> RecordedEnvelope {
        try JSONDecoder().decode(Head.self, from: line).item
    }
}
