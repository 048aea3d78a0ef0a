import Foundation
import TestMaterial
import Testing
import Vision

@Suite("detector descriptions")
struct DetectorDescriptionTests {
    private static let small = """
        {"family": "yolov2 region head", "input": [320, 416, 3], "anchors_cells": [[0.5, 1], [2, 3.25]], "classes": ["car", "bus"]}
        """
    private static let scales = """
        {"family": "yolov4 anchor head", "input": [320, 416, 3], "input_scaling": "RGB / 255", "classes": ["car"], "heads": [
          {"output": "a", "anchors_px": [[10, 13]], "classes": 1, "scale_x_y": 1.05, "new_coords": 1},
          {"output": "b", "anchors_px": [[30, 61], [62, 45]]}]}
        """

    @Test("a region head is read")
    func region() throws {
        let description = try read(Self.small)
        #expect(description.family == .yoloV2)
        #expect(description.inputHeight == 320)
        #expect(description.inputWidth == 416)
        #expect(description.inputChannels == 3)
        #expect(description.classes == ["car", "bus"])
        let anchors = [Anchor(width: 0.5, height: 1), Anchor(width: 2, height: 3.25)]
        #expect(description.heads == [.region(anchors: anchors, classCount: 2)])
        #expect(
            description
                == DetectorDescription(regionAnchors: anchors, classes: ["car", "bus"], inputWidth: 416, inputHeight: 320))
    }

    @Test("heads of several scales are read, with their defaults")
    func heads() throws {
        let description = try read(Self.scales)
        #expect(description.inputScaling == "RGB / 255")
        #expect(
            description.heads == [
                .scale(
                    anchors: [Anchor(width: 10, height: 13)], classCount: 1, inputWidth: 416, inputHeight: 320, output: "a",
                    scaleXY: 1.05, usesNewCoordinates: true),
                .scale(
                    anchors: [Anchor(width: 30, height: 61), Anchor(width: 62, height: 45)], classCount: 1, inputWidth: 416,
                    inputHeight: 320, output: "b"),
            ])
        #expect(try description.outputPlaces(among: ["b", "x", "a"]) == [2, 0])
        let error = #expect(throws: VisionError.self) { try description.outputPlaces(among: ["b", "c"]) }
        #expect(
            error?.description == """
                detector description: expected a model with the output "a", found "b", "c"; use the description that belongs to \
                this model
                """)
    }

    @Test("what is written is read again", arguments: [small, scales])
    func roundTrip(json: String) throws {
        let description = try read(json)
        let written = try JSONEncoder().encode(description)
        #expect(try DetectorDescription(json: written, path: "written") == description)
    }

    @Test("the description of the embedded model is read")
    func embedded() throws {
        let description = try DetectorDescription(contentsOf: Project.path("data/models/framerill-road.json"))
        #expect(description.classes == ["car", "bus", "truck", "person"])
        #expect(description.heads.map(\.channelCount) == [45])
    }

    @Test(
        "the description of yolo-fastest is read",
        .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
    func fastest() throws {
        let description = try DetectorDescription(contentsOf: SharedMaterial.path("models/yolo-fastest-1.1-xl.json"))
        #expect(description.classes.count == 80)
        #expect(description.heads.map(\.output) == ["conv_120", "conv_129"])
        #expect(description.heads.map(\.channelCount) == [255, 255])
    }

    @Test(
        "a broken description is refused with the place of the fault",
        arguments: [
            (
                #""family": "yolov2 region head""#, #""family": "yolo""#,
                #"d.json: family: expected one of "yolov2 region head", "yolov3 anchor head", "yolov4 anchor head", found "yolo""#
            ),
            (#""family": "yolov2 region head", "#, "", #"d.json: expected the key "family", found none"#),
            ("416, 3]", "416]", "d.json: input: expected [height, width, channels], found [320, 416]"),
            ("416, 3]", "\"416\", 3]", "d.json: input[1]: expected a whole number, found something else"),
            ("3.25]]", "3.25, 1]]", "d.json: anchors_cells[1]: expected [width, height], both above 0, found [2.0, 3.25, 1.0]"),
            ("3.25]]", "-3.25]]", "d.json: anchors_cells[1]: expected [width, height], both above 0, found [2.0, -3.25]"),
            ("[[0.5, 1], [2, 3.25]]", "[]", "d.json: anchors_cells: expected at least one anchor, found an empty list"),
            (#"["car", "bus"]"#, "[]", "d.json: classes: expected at least one class, found an empty list"),
            (#"["car", "bus"]"#, #""car""#, "d.json: classes: expected a list, found something else"),
            (
                #""classes""#, #""clases""#,
                """
                d.json: expected only the keys family, input, classes, heads, decode, quality, origin, licence, input_scaling, \
                anchors_cells, found "clases"
                """
            ),
            (
                #""anchors_cells""#, #""heads": [], "anchors_cells""#,
                #"d.json: heads: expected no such key for the family "yolov2 region head", found one"#
            ),
        ])
    func brokenRegion(original: String, broken: String, message: String) {
        refused(Self.small.replacingOccurrences(of: original, with: broken), message)
    }

    @Test(
        "a broken head is refused with its place",
        arguments: [
            (
                #""anchors_px": [[30"#, #""anchor_px": [[30"#,
                #"d.json: heads[1]: expected only the keys output, classes, anchors_px, scale_x_y, new_coords, found "anchor_px""#
            ),
            (#""output": "b", "#, "", #"d.json: heads[1]: expected the key "output", found none"#),
            (
                #""classes": 1,"#, #""classes": 2,"#,
                "d.json: heads[0].classes: expected 1, as many as the list of classes, found 2"
            ),
            ("1.05", "0.5", "d.json: heads[0].scale_x_y: expected a number from 1 on, found 0.5"),
            (#""new_coords": 1"#, #""new_coords": 3"#, "d.json: heads[0].new_coords: expected 0 or 1, found 3"),
        ])
    func brokenHead(original: String, broken: String, message: String) {
        refused(Self.scales.replacingOccurrences(of: original, with: broken), message)
    }

    @Test("text that isn't JSON and a missing file are refused with the path")
    func unreadable() throws {
        let error = #expect(throws: VisionError.self) { try read("{\"family\": ") }
        #expect(error?.description.hasPrefix("d.json: expected JSON, found ") == true, "\(String(describing: error))")
        let folder = try TemporaryFolder()
        let path = folder.path("none.json")
        let missing = #expect(throws: VisionError.self) { try DetectorDescription(contentsOf: path) }
        #expect(
            missing?.description
                == "\(path): expected a file with the description of a detector, found no such file; check the path")
    }

    private func read(_ json: String) throws -> DetectorDescription {
        try DetectorDescription(json: Data(json.utf8), path: "d.json")
    }

    private func refused(_ json: String, _ message: String) {
        let error = #expect(throws: VisionError.self) { try read(json) }
        #expect(
            error?.description == message + "; see the description that stands beside data/models/framerill-road.h5")
    }
}
