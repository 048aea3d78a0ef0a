import Dataflow
import Imaging
import NeuralNetwork
import PipelineFile
import TestMaterial
import Testing
import VisionStages

@Suite("classify", .timeLimit(.minutes(5)))
struct ClassifyTests {
    private func frame(_ values: [Float], shape: [Int]? = nil) -> Frame {
        var frame = Frame.sample(width: 40, height: 24)
        frame[.outputs] = ModelOutputs(names: ["fingers"], tensors: [Tensor(shape: shape ?? [1, values.count], values: values)])
        return frame
    }

    private func detections(_ values: [Float], _ stage: Classify) async throws -> FrameDetections {
        let result = try #require(try await frames(of: [frame(values)], through: stage).first)
        #expect(result[.outputs] == nil)
        return try result.require(.detections)
    }

    @Test("the surest class becomes a detection of the whole frame")
    func best() async throws {
        let found = try await detections([0.1, 0.7, 0.2], Classify(classes: ["fist", "one", "two"]))
        #expect(found.classes == ["fist", "one", "two"])
        let whole = PixelRectangle(left: 0, top: 0, right: 40, bottom: 24)
        #expect(found.detections == [FrameDetection(className: "one", classIndex: 1, score: 0.7, box: whole)])
    }

    @Test("several are told best first, those that reach the score, by number where they have no names")
    func top() async throws {
        let found = try await detections([0.1, 0.6, 0.3], Classify(top: 3, score: 0.2))
        #expect(found.classes == ["0", "1", "2"])
        #expect(found.detections.map(\.className) == ["1", "2"])
        #expect(try await detections([0.1, 0.6, 0.3], Classify(score: 0.9)).detections.isEmpty)
    }

    @Test("another number of classes than names, or several outputs, end the run")
    func wrongOutputs() async throws {
        func cause(_ frame: Frame) async throws -> String {
            let failure = await #expect(throws: RunFailure.self) {
                _ = try await frames(of: [frame], through: Classify(classes: ["a", "b"]))
            }
            return "\(try #require(failure).cause)"
        }
        #expect(
            try await cause(frame([0.1, 0.6, 0.3]))
                == "expected a name for each of the model's 3 classes, found 2; give as many, in the model's order")
        #expect(try await cause(frame([0, 1], shape: [1, 1, 2])).contains("expected the shape [1, classes], found [1, 1, 2]"))
        var several = frame([0, 1])
        several[.outputs] = ModelOutputs(
            names: ["a", "b"], tensors: [Tensor(shape: [1, 1], values: [0]), Tensor(shape: [1, 1], values: [0])])
        #expect(try await cause(several) == "expected a model of one output, found 2: a, b; give a classifier")
    }

    @Test("what doesn't fit the model is refused before the run, at its place")
    func checked() throws {
        func problem(_ classify: String, model: String = "framerill-signs", size: Int = 64) throws -> String {
            let text = """
                stages:
                  - load: { path: \(Project.path("data/frames")) }
                  - preprocess: { size: \(size) }
                  - infer: { model: \(Project.path("data/models/\(model).h5")) }
                  - classify: \(classify)
                  - store: { jsonl: out/detections.jsonl }
                """
            do {
                _ = try PipelineFile(text: text, path: "x.yaml").check(against: VisionCatalogue.stages)
                return ""
            } catch { return error.description }
        }
        #expect(try problem("{ top: 2 }") == "")
        #expect(try problem("{ classes: [a, b, c, d, e, f] }") == "")
        #expect(
            try problem("{ classes: [a, b] }")
                == "x.yaml:5:26: stage \"classify\": \"classes\": expected a name for each of the model's 6 classes, found 2; "
                + "give as many, in the model's order"
        )
        #expect(
            try problem("{ names: nowhere.txt }").contains("nowhere.txt: expected a file with class names, found no such file"))
        #expect(try problem("{ classes: [a], names: b.txt }").contains("expected it absent beside names"))
        #expect(
            try problem("{ top: 2 }", model: "framerill-road", size: 320).contains(
                "expected a model whose output is [any, classes]"))
    }
}
