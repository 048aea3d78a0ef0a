import TestMaterial
import Testing
import Vision

@Suite("anchors and class names in text files")
struct TextFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("anchors are pairs of numbers", arguments: ["1, 2,3.5, 4", "1,2, 3.5,4\n", "1 2\r\n3.5 4\r\n"])
    func anchors(text: String) throws {
        let path = try folder.write(text, to: "anchors.txt")
        #expect(try Anchor.read(contentsOf: path) == [Anchor(width: 1, height: 2), Anchor(width: 3.5, height: 4)])
    }

    @Test(
        "YOLOv2's anchors are those of its file",
        .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
    func yoloV2() throws {
        #expect(try Anchor.read(contentsOf: SharedMaterial.path("models/darknet/yolo_anchors.txt")) == Anchor.yoloV2)
    }

    @Test(
        "broken anchors are refused",
        arguments: [
            ("1, 2, x", #": number 3: expected a positive number, found "x""#),
            ("1, -2", #": number 2: expected a positive number, found "-2""#),
            ("1, 2, 3", ": expected pairs of numbers, found 3 numbers"),
            ("", ": expected pairs of numbers, found 0 numbers"),
        ])
    func brokenAnchors(text: String, message: String) throws {
        let path = try folder.write(text, to: "anchors.txt")
        let error = #expect(throws: VisionError.self) { try Anchor.read(contentsOf: path) }
        let advice = "; write width and height of each anchor in turn, such as \"0.57, 0.68, 1.87, 2.06\""
        #expect(error?.description == path + message + advice)
    }

    @Test(
        "class names stand one a line",
        arguments: ["car\ntraffic light\n", "car\r\ntraffic light\r\n\r\n", " car \ntraffic light"])
    func names(text: String) throws {
        #expect(try ClassNames.read(contentsOf: folder.write(text, to: "names.txt")) == ["car", "traffic light"])
    }

    @Test("a blank line between names is refused, for it would shift the classes after it")
    func blankName() throws {
        let path = try folder.write("car\n\nbus\n", to: "names.txt")
        let error = #expect(throws: VisionError.self) { try ClassNames.read(contentsOf: path) }
        #expect(
            error?.description == """
                \(path): line 2: expected a class name, found a blank line; remove the line, or name the class, so that the \
                names after it keep their places
                """)
    }

    @Test(
        "COCO's names are the same in both files",
        .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
    func coco() throws {
        let names = try ClassNames.read(contentsOf: SharedMaterial.path("models/darknet/coco_classes.txt"))
        #expect(names.count == 80)
        #expect(try names == ClassNames.read(contentsOf: SharedMaterial.path("models/darknet/coco.names")))
        let description = try DetectorDescription(contentsOf: SharedMaterial.path("models/yolo-fastest-1.1-xl.json"))
        #expect(description.classes == names)
    }
}
