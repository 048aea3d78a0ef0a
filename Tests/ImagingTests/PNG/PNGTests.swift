import Imaging
import Testing

@Suite("PNG")
struct PNGTests {
    @Test("what is encoded is decoded to the same pixels", arguments: [(1, 1), (2, 3), (37, 29), (64, 1)])
    func roundTrip(width: Int, height: Int) throws {
        var numbers = RepeatableNumbers(seed: 5)
        let image = numbers.image(width, height)
        #expect(try PNG.decode(PNG.encode(image), origin: "encoded") == image)
    }

    @Test("is refused wherever it is cut", arguments: ["rgb.png", "palette.png", "alpha.png"])
    func cutAnywhere(name: String) throws {
        let bytes = try Reference.bytes(name)
        for count in 0..<bytes.count {
            let text = message { _ = try PNG.decode(Array(bytes.prefix(count)), origin: "a.png") }
            #expect(text?.hasPrefix("a.png: expected ") == true, "cut to \(count) of \(bytes.count) bytes")
        }
    }

    @Test("says what is wrong with a damaged file")
    func damage() throws {
        let bytes = try Reference.bytes("rgb.png")
        func refused(_ bytes: some Collection<UInt8>, _ found: String) -> Bool {
            message { _ = try PNG.decode(Array(bytes), origin: "a.png") }
                == "a.png: expected a whole PNG image, found damage: \(found); make or copy it again"
        }
        #expect(refused(bytes.prefix(20), "no header in 20 bytes"))
        #expect(refused(bytes.prefix(40), "the end of the file in a chunk's header at byte 33"))
        #expect(refused(bytes.prefix(200), "the end of the file in chunk IDAT at byte 33"))
        #expect(refused(bytes.dropLast(12), "no end chunk"))
        var changed = bytes
        changed[100] ^= 0x40
        #expect(refused(changed, "a wrong checksum of chunk IDAT at byte 33"))
        changed = bytes
        changed[38] = 0x20
        #expect(refused(changed, "no chunk at byte 33"))
        // The same header with its checksum, but the pixels of an empty file.
        let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
        #expect(refused(bytes.prefix(33) + end, "compressed data that can't be read"))
    }

    @Test("a header that announces an absurd size is refused by its size")
    func absurd() throws {
        var bytes = try Reference.bytes("rgb.png")
        bytes.replaceSubrange(16..<24, with: [0, 0x0F, 0x42, 0x40, 0, 0x0F, 0x42, 0x40])
        #expect(
            message { _ = try PNG.decode(bytes, origin: "bomb.png") }
                == "bomb.png: expected at most 134217728 pixels, found 1000000×1000000; shrink it or raise the limit")
        bytes.replaceSubrange(16..<20, with: [0, 0, 0, 0])
        #expect(
            message { _ = try PNG.decode(bytes, origin: "a.png") }
                == "a.png: expected a whole PNG image, found damage: a size of 0×1000000; make or copy it again")
    }
}
