import HDF5
import TestMaterial
import Testing

@Suite("sharing between tasks, and giving back")
struct SharingTests {
    @Test("many tasks read one file, and others, at once")
    func manyTasks() async throws {
        let shared = try References.open("numbers.h5")
        let sums = try await withThrowingTaskGroup(of: Double.self) { group in
            for index in 0..<200 {
                group.addTask {
                    let root = index.isMultiple(of: 2) ? shared : try References.open("numbers-latest.h5")
                    let dataset = try root.dataset("gzip-shuffle/\(index % 3 == 0 ? "big" : "little")/f4")
                    #expect(!root.contains("nothing"))
                    return try dataset.read(as: Double.self).reduce(0, +) + Double(root.names.count)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(sums == Array(repeating: NumbersTests.expected("f4").reduce(0, +) + 4, count: 200))
    }

    @Test("objects keep their file open when the file itself is gone")
    func outliving() throws {
        let dataset = try HDF5File(reading: References.path("shapes.h5")).root.dataset("cube")
        #expect(try dataset.read(as: Int.self) == Array(0..<24))
    }

    @Test("nothing stays open after reading, failing and writing")
    func nothingOpen() async {
        await #expect(processExitsWith: .success) {
            for name in ["shapes.h5", "attributes.h5", "latest.h5", "huge.h5", "elsewhere.h5", "order-kept.h5"] {
                let root = try References.open(name)
                for attribute in try root.attributeNames { _ = try? root.attribute(attribute) }
                for child in try root.names {
                    _ = try root.kind(of: child)
                    _ = try? root.group(child).names
                    guard let dataset = try? root.dataset(child) else { continue }
                    _ = try? dataset.read(as: Float.self)
                    _ = try? dataset.readRows(0..<1, as: Float.self)
                    _ = try? dataset.readStrings()
                }
                _ = try? root.dataset("nothing/at/all")
            }
            let file = try TemporaryFile("new.h5")
            let writer = try HDF5File.create(file.path)
            try writer.root.write([Float(1)], shape: [1], to: "a/b")
            _ = try? writer.root.group("a/b/c")
            try writer.root.setAttribute("names", to: .strings(["x"]), of: "a")
            try writer.commit()
            _ = try HDF5File.create(file.path).root.group("given up")
            precondition(HDF5Library.openObjectCount == 0, "\(HDF5Library.openObjectCount) objects are still open")
        }
    }
}
