import HDF5
import Testing

@Suite("newer formats")
struct FormatsTests {
    @Test("libver=latest with links in a heap")
    func denseLinks() throws {
        let many = try References.open("latest.h5").group("many")
        #expect(try many.names.count == 20)
        #expect(try many.dataset("13").read() == [Float(13), 13])
    }

    @Test("every chunk index of the latest format", arguments: ["chunked", "growing", "growing-both", "one-chunk"])
    func chunkIndices(_ name: String) throws {
        let dataset = try References.open("latest.h5").dataset(name)
        let expected = NumbersTests.expected(["chunked": "f4", "one-chunk": "u1"][name] ?? "i4")
        #expect(try dataset.read(as: Double.self) == expected)
        #expect(try dataset.readRows(2..<5, as: Double.self) == Array(expected[10..<25]))
    }

    @Test("a file behind a user block")
    func userBlock() throws {
        #expect(try References.open("user-block.h5").dataset("x").read() == [1.0, 2.0])
    }
}
