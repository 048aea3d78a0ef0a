import Datasets
import HDF5
import NeuralNetwork
import TestMaterial
import Testing

@Suite struct `A file of examples` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Five examples of shape [2, 3], whose bytes count up from 0.
    private func written(_ classes: ClassList = .numbers([0, 1, 2]), name: String = "train_set") throws -> String {
        let path = folder.path("examples.h5")
        var writer = try ExampleFileWriter(creating: path, name: name, count: 5, itemShape: [2, 3], classes: classes)
        try writer.append((0..<12).map { UInt8($0) }, labels: [2, 0])
        try writer.append((12..<30).map { UInt8($0) }, labels: [1, 1, 2])
        try writer.commit()
        return path
    }

    @Test func `is read as it was written`() throws {
        let file = try ExampleFile(reading: written(name: "test_set"))
        #expect(file.sets.map(\.name) == ["test_set"])
        #expect(file.classes == .numbers([0, 1, 2]))
        let set = try #require(file["test_set"])
        #expect(set.itemShape == [2, 3])
        #expect(set.labels == [2, 0, 1, 1, 2])
        #expect(try set.examples(0..<5) == Tensor(shape: [5, 2, 3], values: (0..<30).map { Float($0) }))
        #expect(file["train_set"] == nil)
    }

    @Test func `has names of classes as fixed strings, as those of the courses`() throws {
        let path = try written(.names(["non-cat", "cat", "été"]))
        #expect(try ExampleFile(reading: path).classes == .names(["non-cat", "cat", "été"]))
        #expect(try HDF5File(reading: path).root.dataset("list_classes").elementType == .fixedString(length: 7))
    }

    @Test func `gives examples in any order, divided and rounded once`() throws {
        let set = try ExampleFile(reading: written()).sets[0]
        let found = try set.examples([3, 4, 0, 0], dividedBy: 255)
        let expected = [18..<24, 24..<30, 0..<6, 0..<6].flatMap { $0.map { Float(Double($0) / 255) } }
        #expect(found == Tensor(shape: [4, 2, 3], values: expected))
        #expect(try set.examples([]).shape == [0, 2, 3])
    }

    @Test func `gives batches, the last one smaller`() async throws {
        let set = try ExampleFile(reading: written()).sets[0]
        let batches = set.batches(of: 2, order: [4, 1, 0])
        #expect(batches.count == 2)
        var labels: [[Int]] = []
        for try await batch in batches {
            #expect(batch.examples.shape == [batch.labels.count, 2, 3])
            labels.append(batch.labels)
        }
        #expect(labels == [[2, 0], [2]])
        let last = try set.batches(of: 2)[2]
        #expect(last == ExampleBatch(examples: try set.examples(4..<5), labels: [2]))
        #expect(last.numbers == Tensor(shape: [1, 1], values: [2]))
        #expect(last.oneHot(classes: 3) == Tensor(shape: [1, 3], values: [0, 0, 1]))
    }

    @Test func `may hold floats, and no list of classes`() throws {
        let path = folder.path("floats.h5")
        let writer = try HDF5File.create(path)
        try writer.root.write([0.5, 1.5, -2] as [Float], shape: [3, 1], to: "flower_x")
        try writer.root.write([0, 4, 1] as [UInt8], shape: [1, 3], to: "flower_y")
        try writer.commit()
        let file = try ExampleFile(reading: path)
        #expect(file.classes.count == 5)
        #expect(try file.sets[0].examples(1..<3, dividedBy: 2).values == [0.75, -1])
    }

    @Test func `of another form is told of`() throws {
        func message(_ fill: (GroupWriter) throws -> Void) throws -> String {
            let path = folder.path("other.h5")
            let writer = try HDF5File.create(path)
            try fill(writer.root)
            try writer.commit()
            do {
                _ = try ExampleFile(reading: path)
                return "no error"
            } catch { return "\(error)".replacing(path, with: "other.h5") }
        }
        let bytes = [UInt8](repeating: 0, count: 6)
        #expect(
            try message { try $0.write(bytes, shape: [6], to: "images") }
                == "other.h5: /: expected examples, such as train_set_x, found no object of that name; / holds images")
        #expect(
            try message {
                try $0.write(bytes, shape: [2, 3], to: "train_set_x")
                try $0.write([0, 1, 0] as [Int64], shape: [3], to: "train_set_y")
            }
                == "other.h5: /train_set_y: expected a label for each of 2 examples, found a shape of [3]; save as many labels as examples"
        )
        #expect(
            try message {
                try $0.write(bytes, shape: [2, 3], to: "train_set_x")
                try $0.write([0, 2] as [Int64], shape: [2], to: "train_set_y")
                try $0.write([0, 1] as [Int64], shape: [2], to: "list_classes")
            }
                == "other.h5: /train_set_y: expected labels from 0 to 1, found 2 for example 1; mend the label, or the list of classes"
        )
    }

    @Test func `isn't left half written`() throws {
        let path = folder.path("half.h5")
        var writer = try ExampleFileWriter(creating: path, count: 2, itemShape: [3], classes: .numbers([0, 1]))
        #expect(throws: HDF5Error.self) { try writer.append([1, 2], labels: [0]) }
        #expect(throws: HDF5Error.self) { try writer.append([1, 2, 3], labels: [2]) }
        try writer.append([1, 2, 3], labels: [1])
        #expect(throws: HDF5Error.self) { try writer.append([1, 2, 3, 4, 5, 6], labels: [1, 1]) }
        do {
            try writer.commit()
            Issue.record("a file of fewer examples than announced was accepted")
        } catch { #expect("\(error)".contains("expected 2 examples, found 1")) }
        #expect(throws: HDF5Error.self) { _ = try ExampleFile(reading: path) }
    }
}
