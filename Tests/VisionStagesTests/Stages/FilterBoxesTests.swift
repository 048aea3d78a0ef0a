import Dataflow
import Keras
import NeuralNetwork
import PipelineFile
import TestMaterial
import Testing
import Vision
import VisionStages

@Suite("filter-boxes", .timeLimit(.minutes(5)))
struct FilterBoxesTests {
    private let description = DetectorDescription(
        regionAnchors: [Anchor(width: 1, height: 2)], classes: ["car", "bus"], inputWidth: 64, inputHeight: 32)

    /// Two cells of one anchor: a sure car in the first, a fair bus in the second.
    private func outputs() -> Frame {
        let values: [Float] = [0, 0, 0, 0, 4, 3, -3] + [0, 0, 0, 0, 0.5, -1, 1]
        var frame = Frame(name: "a")
        frame[.outputs] = ModelOutputs(names: ["head"], tensors: [Tensor(shape: [1, 1, 2, 7], values: values)])
        return frame
    }

    @Test("boxes of enough score become candidates, and the outputs are taken away")
    func threshold() async throws {
        let frame = try #require(
            try await frames(of: [outputs()], through: FilterBoxes(description: description, score: 0.5)).first)
        let candidates = try frame.require(.candidates)
        #expect(candidates.classes == ["car", "bus"])
        #expect(candidates.detections.map(\.classIndex) == [0, 1])
        // The box stands in the middle of its cell, as large as the anchor, in fractions of 2 × 1 cells.
        #expect(candidates.detections.first?.box == Box(left: 0, top: -0.5, right: 0.5, bottom: 1.5))
        #expect(frame[.outputs] == nil)
        let few = try await frames(of: [outputs()], through: FilterBoxes(description: description, score: 0.6))
        #expect(few.first?[.candidates]?.detections.map(\.classIndex) == [0])
    }

    @Test("only the wanted classes are kept")
    func classes() async throws {
        let stage = FilterBoxes(description: description, score: 0.1, classes: [1])
        #expect(
            try await frames(of: [outputs()], through: stage).first?[.candidates]?.detections.map(\.classIndex) == [1])
    }

    @Test("outputs that don't fit the description end the run")
    func wrongOutputs() async throws {
        var frame = outputs()
        frame[.outputs] = ModelOutputs(
            names: ["head"], tensors: [Tensor(shape: [1, 1, 2, 8], values: [Float](repeating: 0, count: 16))])
        let failure = try #require(
            await #expect(throws: RunFailure.self) {
                _ = try await frames(of: [frame], through: FilterBoxes(description: description))
            })
        #expect(failure.stage == "filter-boxes")
        #expect(
            "\(failure.cause)".contains(
                "expected the shape [batch, rows, columns, 7], 1 anchors × (5 + 2 classes), found [1, 1, 2, 8]"), "\(failure)")
    }

    private func problems(_ filter: String) throws -> String {
        let text = """
            stages:
              - load: { path: \(Project.path("data/frames")) }
              - preprocess: { size: 320 }
              - infer: { model: \(Project.path("data/models/framerill-road.h5")) }
              - filter-boxes: \(filter)
              - nms
              - store: { jsonl: out/detections.jsonl }
            """
        do {
            _ = try PipelineFile(text: text, path: "x.yaml").check(against: VisionCatalogue.stages)
            return ""
        } catch {
            return error.description
        }
    }

    @Test("a class that the detector doesn't know is refused before the run, with the one that was meant")
    func unknownClass() throws {
        let path = Project.path("data/models/framerill-road.json")
        let message = try problems("{ description: \(path), classes: [cars] }")
        #expect(
            message.hasSuffix(
                "stage \"filter-boxes\": \"classes\": \"cars\" is not a class of this detector; did you mean \"car\"?"))
    }

    @Test("a description of another model is refused before the run")
    func otherDescription() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            #"{"family": "yolov2 region head", "input": [320, 320, 3], "anchors_cells": [[1, 1]], "classes": ["car"]}"#,
            to: "other.json")
        let message = try problems("{ description: \(path) }")
        #expect(message.hasPrefix("x.yaml:5:34: stage \"filter-boxes\": \"description\": "), "\(message)")
        #expect(message.contains("1 anchors × (5 + 1 classes), found [1, 20, 20, 45]"), "\(message)")
    }
}
