import HDF5
import Testing

@Suite("numbers of every type, layout and byte order")
struct NumbersTests {
    struct Case: CustomTestStringConvertible {
        let file: String
        let layout: String
        let order: String
        let code: String
        var testDescription: String { "\(file) \(layout) \(order) \(code)" }
        var path: String { "\(layout)/\(order)/\(code)" }
    }

    static let types: [(code: String, type: ElementType)] = [
        ("i1", .int8), ("u1", .uint8), ("i2", .int16), ("u2", .uint16), ("i4", .int32), ("u4", .uint32), ("i8", .int64),
        ("u8", .uint64), ("f2", .float16), ("f4", .float32), ("f8", .float64),
    ]
    /// The old format holds only some types in chunks.
    static let cases = ["numbers.h5", "numbers-latest.h5"].flatMap { file in
        ["contiguous", "chunked", "gzip", "gzip-shuffle"].flatMap { layout in
            ["little", "big"].flatMap { order in
                types.map(\.code).filter { file != "numbers.h5" || layout == "contiguous" || ["u1", "f4"].contains($0) }
                    .map { Case(file: file, layout: layout, order: order, code: $0) }
            }
        }
    }

    /// The formula of `make.py`.
    static func expected(_ code: String) -> [Double] {
        (0..<35).map { code.hasPrefix("u") ? Double($0) : Double($0 - 10) * (code.hasPrefix("f") ? 0.25 : 1) }
    }

    @Test("a dataset gives its numbers, whole and by rows", arguments: cases)
    func read(_ each: Case) throws {
        let dataset = try References.open(each.file).dataset(each.path)
        let expected = Self.expected(each.code)
        #expect(dataset.shape == [7, 5])
        #expect(dataset.elementType == Self.types.first { $0.code == each.code }?.type)
        #expect(try dataset.read(as: Double.self) == expected)
        #expect(try dataset.read(as: Float.self) == expected.map { Float($0) })
        for rows in [0..<7, 0..<1, 2..<5, 6..<7, 3..<3] {
            #expect(try dataset.readRows(rows, as: Double.self) == Array(expected[rows.lowerBound * 5..<rows.upperBound * 5]))
        }
    }

    @Test("every Swift number reads what its own type holds", arguments: ["little", "big"])
    func exactTypes(_ order: String) throws {
        let group = try References.open("numbers.h5").group("contiguous/\(order)")
        #expect(try group.dataset("i1").read() == (0..<35).map { Int8($0 - 10) })
        #expect(try group.dataset("u1").read() == (0..<35).map { UInt8($0) })
        #expect(try group.dataset("i2").read() == (0..<35).map { Int16($0 - 10) })
        #expect(try group.dataset("u2").read() == (0..<35).map { UInt16($0) })
        #expect(try group.dataset("i4").read() == (0..<35).map { Int32($0 - 10) })
        #expect(try group.dataset("u4").read() == (0..<35).map { UInt32($0) })
        #expect(try group.dataset("i8").read() == (0..<35).map { Int64($0 - 10) })
        #expect(try group.dataset("i8").read() == (0..<35).map { $0 - 10 })
        #expect(try group.dataset("u8").read() == (0..<35).map { UInt64($0) })
        #expect(try group.dataset("f2").read() == (0..<35).map { Float16($0 - 10) / 4 })
        #expect(try group.dataset("f4").read() == (0..<35).map { Float($0 - 10) / 4 })
        #expect(try group.dataset("f8").read() == (0..<35).map { Double($0 - 10) / 4 })
    }

    @Test("numbers that don't fit become the nearest limit, fractions go towards zero")
    func conversion() throws {
        let large = try References.open("shapes.h5").dataset("large")
        #expect(try large.read(as: UInt8.self) == [255, 0, 255])
        #expect(try large.read(as: Int32.self) == [300, -5, .max])
        #expect(try large.read(as: Float.self) == [300.7, -5.9, 1e30])
    }

    @Test("every half float there is becomes the float of the same value")
    func everyHalf() throws {
        let halves = (UInt16.min ... .max).map { Float16(bitPattern: $0) }
        let folder = try TemporaryFile("halves.h5")
        let writer = try HDF5File.create(folder.path)
        try writer.root.write(halves, shape: [halves.count], to: "x")
        try writer.commit()
        let dataset = try HDF5File(reading: folder.path).root.dataset("x")
        let floats = try dataset.read(as: Float.self)
        let same = zip(halves, floats).allSatisfy { half, float in
            half.isNaN ? float.isNaN : Float(half).bitPattern == float.bitPattern
        }
        #expect(same)
        #expect(try dataset.read(as: Float16.self).map(\.bitPattern) == halves.map(\.bitPattern))
    }
}
