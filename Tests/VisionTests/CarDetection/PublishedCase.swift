import Foundation
import HDF5
import NeuralNetwork
import TestMaterial
import Testing
import Vision

/// One case of the course's YOLO assignment: the tensors that its seeds give, and the values that its notebook publishes.
struct PublishedCase {
    struct Expected: Decodable {
        let score: Double
        let box: [Double]
        let classIndex: Double
        let count: Int?

        enum CodingKeys: String, CodingKey {
            case score = "scores[2]"
            case box = "boxes[2]"
            case classIndex = "classes[2]"
            case count
        }
    }

    private struct Entry: Decodable {
        let expected: Expected
    }

    let expected: Expected
    private let name: String
    private let file: HDF5File

    init(_ name: String) throws {
        self.name = name
        file = try HDF5File(reading: Project.path("data/fixtures/assignments.h5"))
        let json = try Data(contentsOf: URL(filePath: Project.path("data/fixtures/assignments.json")))
        let entry = try JSONDecoder().decode([String: OtherOr<Entry>].self, from: json)[name]
        expected = try #require(entry?.value?.expected)
    }

    func callAsFunction(_ tensor: String) throws -> Tensor { try file.tensor("\(name)/\(tensor)") }

    /// The notebook prints element 2 of each result. Under TensorFlow 1 each print ran the graph again with new random numbers,
    /// so the three come from three runs.
    func check(scores: ScoredBoxes, boxes: ScoredBoxes, classes: ScoredBoxes) {
        #expect(isClose(scores.scores.values[2], expected.score))
        #expect(zip(boxes.boxes.values[8..<12], expected.box).allSatisfy { isClose($0, $1) }, "\(boxes.boxes.values[8..<12])")
        #expect(isClose(classes.classes.values[2], expected.classIndex))
        if let count = expected.count {
            #expect(scores.count == count)
            #expect(scores.scores.shape == [count])
            #expect(scores.boxes.shape == [count, 4])
            #expect(scores.classes.shape == [count])
        }
    }

    private func isClose(_ value: Float, _ published: Double) -> Bool { abs(Double(value) - published) <= 1e-5 * abs(published) }
}

/// The file holds cases of other assignments too, whose values have other keys.
private struct OtherOr<Value: Decodable>: Decodable {
    let value: Value?

    init(from decoder: any Decoder) { value = try? Value(from: decoder) }
}
