import Foundation
import Testing
import Vision

/// The objects in the rendered road frames.
struct RoadLabels: Decodable {
    private struct Object: Decodable {
        let `class`: String
        let box: [Double]
    }

    private let frames: [String: [Object]]

    init(contentsOf path: String) throws {
        self = try JSONDecoder().decode(RoadLabels.self, from: Data(contentsOf: URL(filePath: path)))
    }

    /// In fractions of a frame of this size.
    func objects(in frame: String, classes: [String], width: Double, height: Double) throws -> [LabelledBox] {
        try #require(frames[frame]).map { object in
            LabelledBox(
                classIndex: try #require(classes.firstIndex(of: object.class)),
                box: Box(
                    left: object.box[0] / width, top: object.box[1] / height, right: object.box[2] / width,
                    bottom: object.box[3] / height))
        }
    }
}
