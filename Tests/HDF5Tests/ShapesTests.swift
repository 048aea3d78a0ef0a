import HDF5
import Testing

@Suite("datasets of every shape and kind")
struct ShapesTests {
    let root: Group

    init() throws { root = try References.open("shapes.h5") }

    @Test("a scalar has no dimensions and one element")
    func scalar() throws {
        let scalar = try root.dataset("scalar")
        #expect(scalar.shape == [])
        #expect(try scalar.read() == [Float(2.5)])
        #expect(
            message { _ = try scalar.readRows(0..<1, as: Float.self) }
                == "\(scalar.place): expected rows, found float32 of shape []; read it as a whole")
    }

    @Test("datasets without elements give none", arguments: [("empty", [0, 3]), ("null", [0])])
    func empty(_ name: String, _ shape: [Int]) throws {
        let dataset = try root.dataset(name)
        #expect(dataset.shape == shape)
        #expect(try dataset.read() == [Float]())
    }

    @Test("rows of a cube are its slices")
    func cube() throws {
        let cube = try root.dataset("cube")
        #expect(cube.shape == [2, 3, 4])
        #expect(try cube.readRows(1..<2) == (12..<24).map { Int32($0) })
        var buffer = [Float](repeating: 0, count: 24)
        try buffer.withUnsafeMutableBufferPointer { try cube.read(into: $0) }
        #expect(buffer == (0..<24).map { Float($0) })
    }

    @Test("rows beyond the dataset are refused", arguments: [0..<3, -1..<1, 5..<6])
    func rowsBeyond(_ rows: Range<Int>) throws {
        let cube = try root.dataset("cube")
        #expect(
            message { _ = try cube.readRows(rows, as: Float.self) }
                == "\(cube.place): expected rows \(rows), found a shape of [2, 3, 4]; ask for rows within 0..<2")
    }

    @Test("booleans and enumerations are read as numbers")
    func enumerations() throws {
        let boolean = try root.dataset("boolean")
        #expect(boolean.elementType == .boolean)
        #expect(try boolean.read() == [UInt8(1), 0, 1])
        let enumeration = try root.dataset("enumeration")
        #expect(enumeration.elementType == .otherNumber("enumeration of 3 names over uint8"))
        #expect(try enumeration.read() == [Float(0), 2])
    }

    @Test("elements that were never written are the fill value")
    func fill() throws {
        #expect(try root.dataset("never-written").read() == [Float](repeating: 0, count: 4))
        #expect(try root.dataset("fill").read() == [9, 9, 1, 2, 9, 9])
    }

    @Test("bfloat16 is read")
    func bfloat16() throws {
        let dataset = try root.dataset("bfloat16")
        #expect(dataset.elementType == .bfloat16)
        #expect(try dataset.read() == [Float(1), -2.5, .infinity])
    }

    @Test("data at odd addresses is read")
    func odd() throws {
        #expect(try root.dataset("odd").read() == [UInt8(0), 1, 2])
        #expect(try root.dataset("after-odd").read() == [1.5, -1.5])
    }

    @Test("strings are read, and aren't numbers")
    func strings() throws {
        let fixed = try root.dataset("fixed")
        #expect(fixed.elementType == .fixedString(length: 5))
        #expect(try fixed.readStrings() == ["car", "truck"])
        #expect(try root.dataset("variable").readStrings() == ["Auto", "Straße", ""])
        #expect(
            message { _ = try fixed.read(as: Float.self) }
                == "\(fixed.place): expected numbers, found strings of 5 bytes of shape [2]; read it as strings")
        let cube = try root.dataset("cube")
        #expect(
            message { _ = try cube.readStrings() }
                == "\(cube.place): expected strings, found int32 of shape [2, 3, 4]; read it as numbers")
    }

    @Test("compounds are refused by name")
    func compound() throws {
        let compound = try root.dataset("compound")
        #expect(
            message { _ = try compound.read(as: Float.self) }
                == "\(compound.place): expected numbers, found compounds of 2 members of shape [1]; leave it out")
    }

    @Test("a compression that libhdf5 doesn't know is told")
    func unknownFilter() throws {
        let lzf = try root.dataset("lzf")
        #expect(
            message { _ = try lzf.read(as: Float.self) }
                == "\(lzf.place): expected data compressed with gzip, or not at all, found the compression lzf; "
                + "save it anew with gzip, in h5py with compression=\"gzip\"")
    }
}
