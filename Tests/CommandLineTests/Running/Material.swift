import Foundation
import Imaging
import TestMaterial

/// What the commands are run on.
enum Material {
    static let frames = Project.path("data/frames")
    static let model = Project.path("data/models/framerill-road.h5")
    static let description = Project.path("data/models/framerill-road.json")
    static let carDetection = "Pipelines/car-detection.yaml"

    /// A pipeline that copies pictures, for what has nothing to do with networks.
    static func copying(_ input: String, to folder: TemporaryFolder) throws -> String {
        try folder.write(
            """
            stages:
              - load: { path: "\(input)" }
              - store: { directory: "\(folder.path("out"))", images: "%s.jpg" }

            """, to: "copy.yaml")
    }

    /// Small pictures `f0.jpg`, `f1.jpg`, …
    static func pictures(_ count: Int, in folder: TemporaryFolder) throws -> [String] {
        try (0..<count).map { index in
            let path = folder.path("f\(index).jpg")
            let color = Color(red: UInt8(index % 256), green: 100, blue: 200)
            try ImageFile.write(PixelBuffer(size: PixelSize(width: 60, height: 40), filledWith: color), to: path)
            return path
        }
    }

    /// The files that a run's user looks for.
    static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".framerill-") }.sorted()
    }
}

/// The parts of a report's JSON that tests look at.
struct ReportDocument: Decodable {
    struct Counts: Decodable {
        struct Part: Decodable {
            let name: String
            let received: Int
            let sent: Int
        }

        let parts: [Part]
    }

    struct Failure: Decodable {
        let stage: String
        let message: String
    }

    let ending: String
    let failure: Failure?
    let counts: Counts

    init(contentsOf path: String) throws {
        self = try JSONDecoder().decode(ReportDocument.self, from: Data(contentsOf: URL(filePath: path)))
    }

    var emitted: Int? { counts.parts.first?.sent }
    var stored: Int? { counts.parts.last?.sent }
}
