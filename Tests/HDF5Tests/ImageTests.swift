import Foundation
import HDF5
import Testing

/// Files that lie in memory.
@Suite struct ImageTests {
    private func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: References.path(name)))) }

    @Test(
        "an image reads as its file does, piece by piece filled", arguments: ["numbers.h5", "numbers-latest.h5", "attributes.h5"])
    func content(name: String) throws {
        let bytes = try bytes(name)
        let image = try HDF5Image(name: "image", capacity: bytes.count)
        for start in stride(from: 0, to: bytes.count, by: 1000) {
            bytes[start..<min(start + 1000, bytes.count)].withUnsafeBytes { image.append($0) }
        }
        let found = try HDF5File(image: image).root
        let expected = try HDF5File(reading: References.path(name)).root
        #expect(try found.names == expected.names)
        #expect(try found.attributeNames == expected.attributeNames)
        try expected.walk { node throws(HDF5Error) in
            guard case .dataset(let dataset) = node, dataset.elementType.isNumeric else { return }
            let twin = try found.dataset(dataset.path)
            #expect(twin.shape == dataset.shape)
            if dataset.count < 1 << 20, let values = try? dataset.read(as: Double.self) {
                #expect(try twin.read(as: Double.self).map(\.bitPattern) == values.map(\.bitPattern))
            }
        }
    }

    @Test("images of the same name are different files, and live as long as what came from them")
    func lifetimes() throws {
        var groups: [Group] = []
        for name in ["numbers.h5", "attributes.h5", "numbers.h5"] {
            groups.append(try HDF5File(image: HDF5Image(bytes(name), name: "same")).root)
        }
        #expect(try groups[0].names == groups[2].names)
        #expect(try groups[0].names != groups[1].names)
        #expect(groups[0].filePath == "same")
        groups.removeFirst()
        #expect(try !groups[1].names.isEmpty)
    }

    @Test("what is no whole file says what it is, under the image's name")
    func faults() throws {
        #expect(throws: HDF5Error.unreadable(file: "it", .empty)) { try HDF5File(image: HDF5Image([], name: "it")) }
        let whole = try bytes("numbers.h5")
        #expect(throws: HDF5Error.unreadable(file: "it", .cutShort(expected: whole.count, found: 500))) {
            try HDF5File(image: HDF5Image(Array(whole.prefix(500)), name: "it"))
        }
        #expect(throws: HDF5Error.unreadable(file: "it", .notHDF5(kind: "a gzip archive"))) {
            try HDF5File(image: HDF5Image([0x1F, 0x8B] + Array(repeating: 7, count: 100), name: "it"))
        }
    }
}
