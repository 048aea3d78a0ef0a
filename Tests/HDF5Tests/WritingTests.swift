import Foundation
import HDF5
import TestMaterial
import Testing

@Suite("writing")
struct WritingTests {
    @Test("what was written is read again, names in the order in which they were made")
    func roundTrip() throws {
        let file = try TemporaryFile("new.h5")
        let writer = try HDF5File.create(file.path)
        try writer.root.write([Float(1.5), -2, .infinity, 4, 5, 6], shape: [3, 2], to: "zebra")
        try writer.root.write([Double.pi], shape: [], to: "apple/scalar")
        try writer.root.write([Int64.min, .max], shape: [2], to: "mango/deep/longs")
        try writer.root.group("mango").write([UInt8(7), 255], shape: [1, 2], to: "bytes")
        try writer.root.write([Float](), shape: [0, 4], to: "none")
        try writer.root.write([Float16(0.5)], shape: [1], to: "half")
        try writer.root.write(["Auto", "", "Straße"], to: "texts")
        for index in 0..<30 { try writer.root.group("layer_\(29 - index)") }
        try writer.commit()

        let root = try HDF5File(reading: file.path).root
        let layers = (0..<30).map { "layer_\(29 - $0)" }
        #expect(try root.names == ["zebra", "apple", "mango", "none", "half", "texts"] + layers)
        #expect(try root.group("mango").names == ["deep", "bytes"])
        #expect(try root.dataset("zebra").shape == [3, 2])
        #expect(try root.dataset("zebra").elementType == .float32)
        #expect(try root.dataset("zebra").read() == [Float(1.5), -2, .infinity, 4, 5, 6])
        #expect(try root.dataset("apple/scalar").read() == [Double.pi])
        #expect(try root.dataset("mango/deep/longs").read() == [Int64.min, .max])
        #expect(try root.dataset("mango/bytes").read() == [UInt8(7), 255])
        #expect(try root.dataset("none").shape == [0, 4])
        #expect(try root.dataset("half").read() == [Float16(0.5)])
        #expect(try root.dataset("texts").readStrings() == ["Auto", "", "Straße"])
    }

    @Test("a new file can be read while a process that inherited its descriptor still runs")
    func inheritedDescriptor() throws {
        let file = try TemporaryFile("new.h5")
        let writer = try HDF5File.create(file.path)
        try writer.root.write([Float(1)], shape: [1], to: "x")
        // As the child of a fork has them.
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }.filter {
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
            return target?.hasPrefix(file.path) == true
        }
        #expect(open.count == 2)
        let copies = open.map { dup($0) }
        defer { for copy in copies { close(copy) } }
        try writer.commit()
        #expect(try HDF5File(reading: file.path).root.dataset("x").read() == [Float(1)])
    }

    @Test(
        "attributes come back as they went",
        arguments: [
            .string("Straße"), .string(""), .string(String(repeating: "x", count: 100_000)), .strings(["conv2d", "", "ä"]),
            .strings([]), .integers([-1, 2]), .unsignedIntegers([.max]), .numbers([0.5, .pi]), .numbers([]),
        ] as [Attribute.Value])
    func attributes(_ value: Attribute.Value) throws {
        let file = try TemporaryFile("new.h5")
        let writer = try HDF5File.create(file.path)
        try writer.root.write([Float(1)], shape: [1], to: "g/x")
        try writer.root.setAttribute("a", to: .integers([0]))
        try writer.root.setAttribute("a", to: value)
        try writer.root.group("g").setAttribute("b", to: value, of: "x")
        try writer.commit()
        let root = try HDF5File(reading: file.path).root
        #expect(try root.attribute("a")?.value == value)
        #expect(try root.dataset("g/x").attribute("b")?.value == value)
    }

    @Test("an attribute may be a scalar number")
    func scalarAttribute() throws {
        let file = try TemporaryFile("new.h5")
        let writer = try HDF5File.create(file.path)
        try writer.root.setAttribute("epoch", to: .integers([12]), shape: [])
        try writer.commit()
        #expect(try HDF5File(reading: file.path).root.attribute("epoch")?.shape == [])
    }

    @Test("strings of one length take the bytes of the longest")
    func fixedStrings() throws {
        let file = try TemporaryFile("new.h5")
        let writer = try HDF5File.create(file.path)
        try writer.root.writeFixed(["cat", "", "Straße"], to: "texts")
        try writer.root.writeFixed([], to: "none")
        try writer.commit()
        let root = try HDF5File(reading: file.path).root
        #expect(try root.dataset("texts").elementType == .fixedString(length: 7))
        #expect(try root.dataset("texts").readStrings() == ["cat", "", "Straße"])
        #expect(try root.dataset("none").readStrings().isEmpty)
    }

    @Test("a dataset is written by rows")
    func rows() throws {
        let file = try TemporaryFile("new.h5")
        let writer = try HDF5File.create(file.path)
        let dataset = try writer.root.makeDataset("x", shape: [4, 2], of: Float.self)
        try dataset.writeRows(2..<4, [5, 6, 7, 8])
        try dataset.writeRows(0..<1, [1, 2])
        try writer.commit()
        #expect(try HDF5File(reading: file.path).root.dataset("x").read() == [Float(1), 2, 0, 0, 5, 6, 7, 8])
    }

    @Test("a dataset is compressed in pieces, and read as one that isn't")
    func compressed() throws {
        let file = try TemporaryFile("new.h5")
        let writer = try HDF5File.create(file.path)
        let dataset = try writer.root.makeDataset(
            "x", shape: [40, 1000], of: UInt8.self, layout: .compressed(chunk: [1, 1000], level: 9))
        let rows = (0..<40).map { row in [UInt8](repeating: UInt8(row), count: 1000) }
        for row in [39, 0] + (1..<39) { try dataset.writeRows(row..<row + 1, rows[row]) }
        try writer.commit()
        let read = try HDF5File(reading: file.path).root.dataset("x")
        #expect(!read.isContiguous)
        #expect(try read.read() == Array(rows.joined()))
        #expect(try read.readRows(7..<9) == rows[7] + rows[8])
        #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0 < 10_000)
    }

    @Test("the order of writing rows doesn't matter: files of the same content have the same bytes")
    func sameBytes() throws {
        let folder = try TemporaryFolder()
        for (name, order) in [("a.h5", [0, 1, 2]), ("b.h5", [2, 0, 1])] {
            let writer = try HDF5File.create(folder.path(name))
            let dataset = try writer.root.makeDataset("group/x", shape: [3, 2], of: Float.self)
            for row in order { try dataset.writeRows(row..<row + 1, [Float(row), 0.5]) }
            try writer.commit()
        }
        #expect(FileManager.default.contentsEqual(atPath: folder.path("a.h5"), andPath: folder.path("b.h5")))
    }

    @Test("without kept order, names come in the order of their bytes")
    func plainOrder() throws {
        let file = try TemporaryFile("new.h5")
        let writer = try HDF5File.create(file.path, keepsOrder: false)
        for name in ["b", "a", "10", "2"] { try writer.root.group(name) }
        try writer.commit()
        #expect(try HDF5File(reading: file.path).root.names == ["10", "2", "a", "b"])
    }

    @Test("the file appears with commit, replacing what was there; a writer given up leaves nothing")
    func appearing() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", to: "new.h5")
        do {
            let writer = try HDF5File.create(path)
            try writer.root.write([Float(1)], shape: [1], to: "x")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["new.h5"])
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        try HDF5File.create(path).commit()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["new.h5"])
        #expect(try HDF5File(reading: path).root.names == [])
    }

    @Test("a name that is taken, a dataset on the way, a list too long for an attribute: refused, and writing goes on")
    func refusals() throws {
        let file = try TemporaryFile("new.h5")
        let writer = try HDF5File.create(file.path)
        try writer.root.write([Float(1)], shape: [1], to: "x")
        #expect(
            message { try writer.root.write([Float(1)], shape: [1], to: "x") }
                == "\(file.path): /x: expected a new name, found a dataset of that name; choose another name")
        #expect(
            message { try writer.root.write([Float(1)], shape: [1], to: "x/y") }
                == "\(file.path): /x: expected a group, found a dataset of that name; choose another name")
        #expect(
            message { try writer.root.setAttribute("names", to: .strings(Array(repeating: "12345678", count: 8065))) }
                == "\(file.path): /: expected at most 64512 bytes in the attribute names, found 64520; split it, or write a dataset"
        )
        #expect(
            message { try writer.root.setAttribute("a", to: .string("b"), of: "y") }
                == "\(file.path): /y: expected a group or dataset, found no object of that name; / holds x")
        try writer.commit()
        #expect(
            message { try writer.root.group("late") }
                == "\(file.path): expected a file still being written, found one committed already; "
                + "write everything before `commit()`")
        #expect(try HDF5File(reading: file.path).root.dataset("x").read() == [Float(1)])
    }

    @Test("places that can't be written are told at once", arguments: ["missing/new.h5", "", "/dev/full"])
    func unwritable(_ name: String) throws {
        let folder = try TemporaryFolder()
        let path = name.hasPrefix("/") ? name : folder.path(name)
        let reason =
            ["": "a folder at this path", "/dev/full": "a device or pipe at this path"][name] ?? "No such file or directory"
        #expect(
            message { _ = try HDF5File.create(path) }
                == "\(path): expected to create it, found: \(reason); nothing was written: check the folder and its free space")
    }
}
