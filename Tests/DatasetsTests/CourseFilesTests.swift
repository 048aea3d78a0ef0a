import Datasets
import HDF5
import NeuralNetwork
import TestMaterial
import Testing

/// The files of the courses, which aren't part of the project.
@Suite(.enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
struct `The courses' files of examples` {
    private func set(_ name: String) throws -> ExampleSet {
        let file = try ExampleFile(reading: SharedMaterial.path("datasets/\(name).h5"))
        return try #require(file[name.hasPrefix("train") ? "train_set" : "test_set"])
    }

    @Test(arguments: [
        ("train_signs", 1080, [180, 180, 180, 180, 180, 180]), ("test_signs", 120, [20, 20, 20, 20, 20, 20]),
        ("test_happy", 150, [66, 84]), ("train_catvnoncat", 209, [137, 72]), ("test_catvnoncat", 50, [17, 33]),
    ]) func `hold as many examples of each class as is known`(name: String, count: Int, perClass: [Int]) throws {
        let set = try set(name)
        #expect(set.count == count)
        #expect(set.itemShape == [64, 64, 3])
        #expect(perClass.indices.map { label in set.labels.count { $0 == label } } == perClass)
    }

    @Test func `have classes with names and without`() throws {
        let folder = "datasets/"
        #expect(
            try ExampleFile(reading: SharedMaterial.path(folder + "train_catvnoncat.h5")).classes == .names(["non-cat", "cat"]))
        #expect(try ExampleFile(reading: SharedMaterial.path(folder + "test_happy.h5")).classes == .numbers([0, 1]))
        #expect(
            try ExampleFile(reading: SharedMaterial.path(folder + "test_signs.h5")).classes.texts == [
                "0", "1", "2", "3", "4", "5",
            ])
    }

    @Test func `are read where their writer never closed them, if asked`() throws {
        let path = SharedMaterial.path("datasets/test_signs.open-flag-set.h5")
        #expect(throws: HDF5Error.self) { try ExampleFile(reading: path) }
        let set = try ExampleFile(reading: path, evenIfMarkedOpen: true).sets[0]
        #expect(try set.examples([5]) == self.set("test_signs").examples([5]))
    }

    @Test func `give the same by rows as at once`() throws {
        let path = SharedMaterial.path("datasets/test_signs.h5")
        let set = try set("test_signs")
        let whole = try HDF5File(reading: path).root.dataset("test_set_x").read(as: UInt8.self)
        let order = (0..<set.count).map { ($0 * 7) % set.count }
        let batches = set.batches(of: 32, order: order, dividedBy: 255)
        let length = 64 * 64 * 3
        for index in 0..<batches.count {
            let batch = try batches[index]
            for (item, place) in order[index * 32..<min(index * 32 + 32, set.count)].enumerated() {
                let expected = whole[place * length..<(place + 1) * length].map { Float(Double($0) / 255) }
                #expect(batch.examples.rows(item..<item + 1).values == expected)
                #expect(batch.labels[item] == set.labels[place])
            }
        }
    }

    @Test func `are written again with the same content`() throws {
        let folder = try TemporaryFolder()
        let file = try ExampleFile(reading: SharedMaterial.path("datasets/test_catvnoncat.h5"))
        let set = file.sets[0]
        var writer = try ExampleFileWriter(
            creating: folder.path("again.h5"), name: set.name, count: set.count, itemShape: set.itemShape, classes: file.classes)
        for place in 0..<set.count {
            try writer.append(set.examples(place..<place + 1).values.map { UInt8($0) }, labels: [set.labels[place]])
        }
        try writer.commit()
        let again = try ExampleFile(reading: folder.path("again.h5"))
        #expect(again.classes == file.classes)
        #expect(again.sets[0].labels == set.labels)
        #expect(try again.sets[0].examples(0..<set.count) == set.examples(0..<set.count))
    }
}
