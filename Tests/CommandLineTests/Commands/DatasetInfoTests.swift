import Foundation
import HDF5
import TestMaterial
import Testing

@Suite(.timeLimit(.minutes(5))) struct `framerill dataset info` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func file(classes: [String], compressed: Bool = false) throws -> String {
        let path = folder.path("examples.h5")
        let writer = try HDF5File.create(path)
        let dataset = try writer.root.makeDataset(
            "train_set_x", shape: [4, 2, 2, 3], of: UInt8.self,
            layout: compressed ? .compressed(chunk: [1, 2, 2, 3], level: 9) : .contiguous)
        try dataset.write((0..<36).map { UInt8($0 * 7) } + [UInt8](repeating: 5, count: 12))
        try writer.root.write([1, 0, 1, 1] as [Int64], shape: [4], to: "train_set_y")
        try writer.root.writeFixed(classes, to: "list_classes")
        try writer.commit()
        return path
    }

    @Test func `tells sets, shapes, classes and numbers`() async throws {
        let path = try file(classes: ["non-cat", "cat"])
        let run = try await framerill("dataset", "info", path)
        #expect(run.status == 0 && run.errors == "", "\(run)")
        #expect(
            run.output == """
                \(path): 2 classes, by name
                train_set: 4 examples of 2×2×3, uint8 from 0 to 245, 93.12 in the mean; labels int64
                  class    examples
                  non-cat  1         25.0 %
                  cat      3         75.0 %
                  of one number throughout: example 3

                """)
    }

    @Test func `tells the same as JSON, of several files in a list`() async throws {
        let path = try file(classes: ["non-cat", "cat"])
        let one = try await framerill("dataset", "info", path, "--json")
        let object = try #require(JSONSerialization.jsonObject(with: Data(one.output.utf8)) as? [String: Any])
        #expect(object["classes"] as? [String] == ["non-cat", "cat"] && object["classType"] as? String == "names")
        let set = try #require((object["sets"] as? [[String: Any]])?.first)
        #expect(set["name"] as? String == "train_set" && set["perClass"] as? [Int] == [1, 3])
        #expect(set["greatest"] as? Double == 245 && set["uniform"] as? [Int] == [3])
        let two = try await framerill("dataset", "info", path, path, "--json")
        #expect((try JSONSerialization.jsonObject(with: Data(two.output.utf8)) as? [Any])?.count == 2)
    }

    @Test func `of a file of another form is one error`() async throws {
        let model = Project.path("data/models/framerill-road.h5")
        let run = try await framerill("dataset", "info", model)
        #expect(run.status == 1 && run.output == "")
        #expect(
            run.errorLines.count == 1 && run.errors.hasPrefix("\(model): /: expected examples, such as train_set_x"), "\(run)")
    }

    @Test(
        .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)),
        arguments: [
            (
                "train_signs", "6 classes, by number",
                "train_set: 1080 examples of 64×64×3, uint8 from 0 to 255", "0      180       16.7 %"
            ),
            ("test_happy", "2 classes, by number", "test_set: 150 examples of 64×64×3", "1      84        56.0 %"),
            ("test_catvnoncat", "2 classes, by name", "test_set: 50 examples of 64×64×3", "cat      33        66.0 %"),
            ("test_signs.open-flag-set", "marked as open for writing", "test_set: 120 examples", "5      20        16.7 %"),
        ])
    func `tells what is in the courses' files`(name: String, classes: String, set: String, row: String) async throws {
        let run = try await framerill("dataset", "info", SharedMaterial.path("datasets/\(name).h5"))
        #expect(run.status == 0 && run.errors == "", "\(run)")
        for text in [classes, set, row] { #expect(run.output.contains(text), "\(run.output)") }
    }
}
