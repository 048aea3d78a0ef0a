import Datasets
import Foundation
import HDF5
import TestMaterial
import Testing

@Suite struct `A survey of examples` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `counts classes and tells the range of numbers`() throws {
        let path = folder.path("bytes.h5")
        var writer = try ExampleFileWriter(
            creating: path, count: 40, itemShape: [2, 3], classes: .names(["a", "b", "c"]), compression: 6)
        for index in 0..<40 {
            let bytes = (0..<6).map { UInt8(index == 33 ? 9 : index + $0) }
            try writer.append(bytes, labels: [index % 4 == 0 ? 2 : 0])
        }
        try writer.commit()
        let file = try ExampleFile(reading: path)
        var told: [Int] = []
        let survey = ExampleSurvey(file.sets[0], classes: file.classes.count) { told.append($0) }
        #expect(survey.perClass == [30, 0, 10])
        #expect(survey.range == 0...44)
        let sum = (0..<40).filter { $0 != 33 }.reduce(0) { $0 + 6 * $1 + 15 } + 54
        #expect(survey.mean == Double(sum) / 240)
        #expect(survey.uniform == [33])
        #expect(survey.unreadable.isEmpty && survey.notFinite == 0)
        #expect(told.last == 40)
    }

    @Test func `finds what is no number`() throws {
        let path = folder.path("floats.h5")
        let writer = try HDF5File.create(path)
        try writer.root.write([1, .nan, .infinity, -2, .nan, .nan] as [Float], shape: [3, 2], to: "train_set_x")
        try writer.root.write([0, 1, 1] as [Int32], shape: [3], to: "train_set_y")
        try writer.commit()
        let set = try ExampleFile(reading: path).sets[0]
        #expect(set.elementType == .float32 && set.labelType == .int32)
        let survey = ExampleSurvey(set, classes: 2)
        #expect((survey.range, survey.notFinite, survey.mean) == (-2...1, 4, -0.5))
    }

    @Test func `finds the examples that are damaged`() throws {
        let path = folder.path("damaged.h5")
        var writer = try ExampleFileWriter(
            creating: path, count: 20, itemShape: [500], classes: .numbers([0, 1]), compression: 9)
        let marked = (0..<500).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31) }
        for index in 0..<20 {
            try writer.append(index == 7 ? marked : marked.map { $0 ^ UInt8(index + 1) }, labels: [index % 2])
        }
        try writer.commit()
        // Spoils the compressed bytes of one example, found by their checksum: the zlib stream ends with its Adler-32.
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let (low, high) = marked.reduce((1, 0)) { sums, byte in
            let low = (sums.0 + Int(byte)) % 65521
            return (low, (sums.1 + low) % 65521)
        }
        let checksum = [high >> 8, high & 255, low >> 8, low & 255].map { UInt8($0) }
        let place = try #require(bytes.indices.dropLast(3).first { bytes[$0..<$0 + 4].elementsEqual(checksum) })
        bytes[place] ^= 0xFF
        try Data(bytes).write(to: URL(filePath: path))
        let survey = ExampleSurvey(try ExampleFile(reading: path).sets[0], classes: 2)
        #expect(survey.unreadable == [7])
        #expect(survey.perClass == [10, 10])
        #expect("\(try #require(survey.damage))".contains("/train_set_x"))
    }
}
