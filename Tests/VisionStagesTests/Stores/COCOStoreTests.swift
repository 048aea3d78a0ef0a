import Foundation
import Imaging
import TestMaterial
import Testing
import VisionStages

@Suite("the COCO store")
struct COCOStoreTests {
    private struct Document: Decodable {
        struct Image: Decodable, Equatable {
            let id: Int
            let fileName: String
            let width: Int
            let height: Int

            enum CodingKeys: String, CodingKey {
                case id, width, height
                case fileName = "file_name"
            }
        }

        struct Annotation: Decodable {
            let id: Int
            let imageID: Int
            let categoryID: Int
            let bbox: [Double]
            let area: Double
            let iscrowd: Int
            let score: Double

            enum CodingKeys: String, CodingKey {
                case id, bbox, area, iscrowd, score
                case imageID = "image_id"
                case categoryID = "category_id"
            }
        }

        struct Category: Decodable, Equatable {
            let id: Int
            let name: String
        }

        let images: [Image]
        let annotations: [Annotation]
        let categories: [Category]
    }

    /// A line of the partial file.
    private struct Part: Decodable {
        let image: Document.Image
        let annotations: [Document.Annotation]
    }

    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("out/coco.json")
    }

    @Test("makes a document whose ids agree")
    func document() throws {
        let store = try COCOStore(path: path, classes: ["person", "bicycle"])
        let records = [
            FrameRecord.sample(index: 0), .sample(index: 1, source: ",\"annotations\":[", detections: 0),
            .sample(index: 2, detections: 3),
        ]
        for record in records { try store.store(record) }
        #expect(!FileManager.default.fileExists(atPath: path))
        try store.finish()
        let document = try read()
        #expect(document.images.map(\.id) == [1, 2, 3])
        #expect(document.images.map(\.fileName) == records.map(\.file))
        #expect(document.images.allSatisfy { $0.width == 1280 && $0.height == 720 })
        #expect(document.annotations.map(\.id) == [1, 2, 3, 4, 5])
        #expect(document.annotations.map(\.imageID) == [1, 1, 3, 3, 3])
        #expect(document.categories.map(\.id) == [1, 2, 3, 10])
        #expect(document.categories.map(\.name) == ["person", "bicycle", "car", "traffic \"light\", red"])
        for (annotation, detection) in zip(document.annotations, records.flatMap(\.detections)) {
            let box = detection.box
            #expect(annotation.categoryID == detection.classIndex + 1)
            #expect(annotation.bbox == [box.left, box.top, box.width, box.height])
            #expect(annotation.area == box.width * box.height)
            #expect(annotation.iscrowd == 0)
            #expect(Float(annotation.score) == detection.score)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("out")) == ["coco.json"])
    }

    @Test("no frames at all make an empty document")
    func empty() throws {
        let store = try COCOStore(path: path)
        try store.finish()
        try store.finish()
        let document = try read()
        #expect(document.images.isEmpty && document.annotations.isEmpty && document.categories.isEmpty)
    }

    @Test("until it is finished, each frame lies whole in the partial file and an older document stays")
    func killed() throws {
        let earlier = try folder.write("older", to: "coco.json")
        let store = try COCOStore(path: earlier)
        for index in 0..<2 { try store.store(.sample(index: index)) }
        let lines = try text(of: earlier + ".partial").split(separator: "\n").filter { !$0.hasPrefix("{\"classes\":") }
        #expect(lines.count == 2)
        let parts = try lines.map { try JSONDecoder().decode(Part.self, from: Data($0.utf8)) }
        #expect(parts.map(\.image.id) == [1, 2])
        #expect(parts.map { $0.annotations.map(\.id) } == [[1, 2], [3, 4]])
        #expect(try text(of: earlier) == "older")
    }

    @Test("after a full disk the frames before it make the document")
    func fullDisk() throws {
        let store = try COCOStore(path: path, write: SmallDisk(bytes: 800).write)
        try store.store(.sample(index: 0))
        let error = #expect(throws: StoreError.self) { try store.store(.sample(index: 1, detections: 20)) }
        #expect(error?.description.hasPrefix("\(path).partial: expected room for ") == true)
        try store.finish()
        #expect(try read().images.count == 1)
        #expect(try read().annotations.count == 2)
    }

    @Test("two names for one class are refused, and the frame with the second isn't stored")
    func classNames() throws {
        let store = try COCOStore(path: path, classes: ["person", "bicycle", "lorry"])
        let error = #expect(throws: StoreError.self) { try store.store(.sample(index: 0)) }
        #expect(
            error?.description == """
                \(path): expected one name for the class 2, found "lorry" and "car"; store the detections of one detector in one \
                COCO file
                """)
        try store.finish()
        #expect(try read().images.isEmpty)
        #expect(throws: StoreError.self) { try store.store(.sample(index: 0, detections: 0)) }
    }

    private func read() throws -> Document {
        try JSONDecoder().decode(Document.self, from: Data(contentsOf: URL(filePath: path)))
    }
}
