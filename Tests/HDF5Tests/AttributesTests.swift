import HDF5
import Testing

@Suite("attributes")
struct AttributesTests {
    let root: Group

    init() throws { root = try References.open("attributes.h5") }

    @Test(
        "a single string of every kind",
        arguments: [
            ("variable-utf8", "Straße"), ("variable-ascii", "road"), ("fixed-scalar", "tensorflow"), ("null-terminated", "ab"),
            ("null-padded", "ab\0yz"), ("null-padded-full", "full"), ("space-padded", "a b"), ("fixed-utf8", "Straße"),
            ("null", ""), ("long", String(repeating: "x", count: 70_000)),
        ])
    func string(_ name: String, _ expected: String) throws {
        #expect(try root.string(attribute: name) == expected)
    }

    @Test(
        "arrays of strings of every kind",
        arguments: [
            ("variable-array", ["a", "", "ccc"]), ("variable-ascii-array", ["a", "bb"]),
            ("fixed-array", ["conv2d_1", "relu", "conv2d_1/kernel:0"]), ("null-terminated-array", ["one", "two"]),
            ("empty-strings", []), ("null", []), ("empty-float64", []), ("variable-utf8", ["Straße"]),
        ])
    func strings(_ name: String, _ expected: [String]) throws {
        #expect(try root.strings(attribute: name) == expected)
    }

    @Test("the empty float64 array of a layer without weights is told as what it is")
    func emptyFloats() throws {
        let attribute = try #require(try root.attribute("empty-float64"))
        #expect(attribute.elementType == .float64)
        #expect(attribute.shape == [0])
        #expect(attribute.value == .numbers([]))
    }

    @Test(
        "numbers of every kind",
        arguments: [
            ("integer", .integers([-7]), []), ("integers", .integers([1, 2, 3]), [3]),
            ("unsigned", .unsignedIntegers([.max]), []),
            ("float", .numbers([0.5]), []), ("floats", .numbers([1.5, 2.5, 3.5, 4.5]), [2, 2]), ("half", .numbers([0.25]), []),
            ("boolean", .integers([1]), []), ("null-number", .numbers([]), [0]), ("compound", .other, [1]),
        ] as [(String, Attribute.Value, [Int])])
    func numbers(_ name: String, _ value: Attribute.Value, _ shape: [Int]) throws {
        let attribute = try #require(try root.attribute(name))
        #expect(attribute.value == value)
        #expect(attribute.shape == shape)
    }

    @Test("conveniences convert where nothing is lost")
    func conveniences() throws {
        #expect(try root.integers(attribute: "integers") == [1, 2, 3])
        #expect(try root.numbers(attribute: "integers") == [1, 2, 3])
        #expect(
            message { _ = try root.integers(attribute: "float") }
                == "\(root.place): expected whole numbers in the attribute float, found float32 of shape []; read it as what it is"
        )
        #expect(
            message { _ = try root.string(attribute: "fixed-array") }
                == "\(root.place): expected one string in the attribute fixed-array, found strings of 17 bytes of shape [3]; "
                + "read it as what it is")
        #expect(
            message { _ = try root.integers(attribute: "unsigned") }
                == "\(root.place): expected whole numbers in the attribute unsigned, found uint64 of shape []; "
                + "read it as what it is")
    }

    @Test("an attribute that isn't there is nil")
    func absent() throws {
        #expect(try root.attribute("nothing") == nil)
        #expect(try root.string(attribute: "nothing") == nil)
        #expect(try root.strings(attribute: "nothing") == nil)
    }

    @Test("text that isn't UTF-8 is refused")
    func notUTF8() {
        #expect(
            message { _ = try root.attribute("latin-1") }
                == "\(root.place): expected text in UTF-8, found string 0 with other bytes; "
                + "write it anew as UTF-8 with the program that made the file")
    }

    @Test("names are listed in the order of their bytes")
    func names() throws {
        let names = try root.attributeNames
        #expect(names.count == 26)
        #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test("datasets have attributes too")
    func ofDataset() throws {
        #expect(try root.dataset("dataset").string(attribute: "dtype") == "bfloat16")
    }

    @Test("more attributes than a header holds are read from their heap")
    func dense() throws {
        let latest = try References.open("latest.h5")
        #expect(try latest.attributeNames.count == 20)
        #expect(try latest.string(attribute: "a17") == "text 17")
    }
}
