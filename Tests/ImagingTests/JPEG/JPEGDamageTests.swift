import Imaging
import Testing

@Suite("a damaged JPEG file")
struct JPEGDamageTests {
    private static let names = ["grey.jpg", "ycc-420.jpg", "ycc-restarts.jpg", "progressive.jpg", "cmyk.jpg", "preview.jpg"]

    /// What the error of decoding says between "found damage" and "make or copy it again".
    private static func found(_ bytes: [UInt8]) -> String? {
        guard let text = message({ _ = try JPEG.decode(bytes, origin: "a.jpg") }) else { return nil }
        let start = "a.jpg: expected a whole JPEG image, found damage: "
        let end = "; make or copy it again"
        guard text.hasPrefix(start), text.hasSuffix(end) else { return text }
        return String(text.dropFirst(start.count).dropLast(end.count))
    }

    @Test("is refused wherever it is cut", arguments: names)
    func cutAnywhere(name: String) throws {
        let bytes = try Reference.bytes(name)
        for count in 0..<bytes.count {
            let text = message { _ = try JPEG.decode(Array(bytes.prefix(count)), origin: "frames/0003.jpg") }
            #expect(text?.hasPrefix("frames/0003.jpg: expected ") == true, "cut to \(count) of \(bytes.count) bytes")
        }
    }

    @Test("says what was found at the end of the bytes")
    func cutMessages() throws {
        let bytes = try Reference.bytes("ycc-444.jpg")
        func cut(_ count: Int) -> String? { Self.found(Array(bytes.prefix(count))) }
        #expect(cut(0) == "no bytes at all")
        #expect(cut(1) == "premature end of JPEG file")
        #expect(cut(2) == "premature end of JPEG file")
        #expect(cut(100) == "premature end of JPEG file")
        #expect(cut(bytes.count - 400) == "premature end of JPEG file, after 8 of 27 rows")
        #expect(cut(bytes.count - 1) == "premature end of JPEG file, after 24 of 27 rows")
    }

    @Test("says so when its middle was overwritten by zeros")
    func zeroed() throws {
        var bytes = try Reference.bytes("ycc-444.jpg")
        let middle = bytes.count - 600..<bytes.count - 300
        bytes.replaceSubrange(middle, with: repeatElement(0, count: middle.count))
        #expect(Self.found(bytes) == "corrupt JPEG data: 113 extraneous bytes before marker 0xd9, after 27 of 27 rows")
    }

    @Test("says so when bytes were lost in its middle")
    func lost() throws {
        var bytes = try Reference.bytes("ycc-restarts.jpg")
        bytes.removeSubrange(bytes.count - 300..<bytes.count - 200)
        #expect(Self.found(bytes) == "corrupt JPEG data: 58 extraneous bytes before marker 0xd1")
    }

    @Test("a sound file of a kind that isn't read says which")
    func unsupported() throws {
        var bytes = try Reference.bytes("ycc-444.jpg")
        let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
        bytes[frame + 4] = 12
        #expect(
            message { _ = try JPEG.decode(bytes, origin: "a.jpg") }
                == "a.jpg: expected an 8-bit grey or colour JPEG image, found: unsupported JPEG data precision 12; convert it")
        bytes[frame + 4] = 8
        bytes[frame + 1] = 0xC3
        #expect(
            message { _ = try JPEG.decode(bytes, origin: "a.jpg") }
                == "a.jpg: expected an 8-bit grey or colour JPEG image, found: unsupported JPEG process: SOF type 0xc3; convert it"
        )
    }

    @Test("whose bytes were changed at random never gets past the decoder unnoticed as a crash")
    func changedAtRandom() throws {
        var numbers = RepeatableNumbers(seed: 11)
        for name in Self.names {
            let sound = try Reference.bytes(name)
            for _ in 0..<100 {
                var bytes = sound
                for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                    bytes[Int.random(in: 0..<bytes.count, using: &numbers)] = .random(in: 0...255, using: &numbers)
                }
                // Decoded or refused: both are right, as a changed pixel is no damage that can be seen.
                _ = try? JPEG.decode(bytes, origin: name, pixelLimit: 1 << 20)
            }
        }
    }
}
