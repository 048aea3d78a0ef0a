import Foundation
import HDF5
import TestMaterial
import Testing

@Suite("files that open but lie about their content")
struct DamagedContentTests {
    @Test("sizes that the file can't hold are refused before memory is asked for")
    func absurdSizes() throws {
        let root = try References.open("huge.h5")
        let file = References.path("huge.h5")
        let size = try Data(contentsOf: URL(filePath: file)).count
        let chunks = try root.dataset("chunks")
        #expect(
            message { _ = try chunks.read(as: Float.self) }
                == "\(file): /chunks: expected data that the file can hold, found 4398046511104 bytes declared, "
                + "but the file stores 4096 bytes of it; the file is damaged: fetch or make it again")
        #expect(try chunks.readRows(1000..<1030, as: Float.self) == (1000..<1030).map { $0 < 1024 ? 1 : 0 })
        #expect(
            message { _ = try root.dataset("overflow") }
                == "\(file): /overflow: expected data that the file can hold, "
                + "found the shape [1099511627776, 1099511627776] declared, "
                + "but no machine can address that; the file is damaged: fetch or make it again")
        let message = message { _ = try root.dataset("contiguous") }
        #expect(message.hasPrefix("\(file): /contiguous: expected data that the file can hold, found 232783872 bytes from byte "))
        #expect(
            message.hasSuffix(" declared, but the file has \(size) bytes; the file is damaged: fetch or make it again"))
    }

    @Test("data in other files isn't read", arguments: ["virtual", "external"])
    func elsewhere(_ name: String) throws {
        let root = try References.open("elsewhere.h5")
        #expect(
            message { _ = try root.dataset(name) }
                == "\(root.filePath): /\(name): expected data in this file, found data that lies in other files; "
                + "copy it into one file, for example with h5repack")
    }

    /// Only the header: behind it libhdf5 1.10 itself may crash over a spoiled byte.
    @Test(
        "a file with any one byte of its header spoiled opens or says why not", arguments: [("shapes.h5", 96), ("latest.h5", 48)])
    func spoiledHeader(_ name: String, _ length: Int) throws {
        let whole = try Data(contentsOf: URL(filePath: References.path(name)))
        let file = try TemporaryFile("spoiled.h5")
        for position in 0..<length {
            var content = whole
            content[position] ^= 0xff
            try content.write(to: URL(filePath: file.path))
            let message = message { _ = try HDF5File(reading: file.path) }
            #expect(message == "no error" || message.hasPrefix("\(file.path): expected "), "byte \(position): \(message)")
        }
    }
}
