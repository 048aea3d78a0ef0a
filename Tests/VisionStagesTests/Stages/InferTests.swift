import Dataflow
import DataflowTesting
import Imaging
import Keras
import NeuralNetwork
import PipelineFile
import TestMaterial
import Testing
import VisionStages

@Suite("infer", .timeLimit(.minutes(5)))
struct InferTests {
    private static let modelPath = Project.path("data/models/framerill-road.h5")

    /// On one thread: tests run beside each other.
    private func model() throws -> Model { try Model(Self.modelPath, options: PlanOptions(threads: 1)) }

    private func tensors(_ count: Int) async throws -> [Frame] {
        var preprocess = Preprocess(size: PixelSize(width: 320, height: 320))
        preprocess.resampling = .bilinear
        let load = Load(path: Project.path("data/frames"), limit: count)
        return try await frames(of: emissions(of: load).map(\.frame), through: preprocess)
    }

    @Test("a batch of 4 gives each frame what it gets alone, and takes the tensors away")
    func batches() async throws {
        let model = try self.model()
        let input = try await tensors(4)
        let alone = try await frames(of: input, through: Infer(model: model))
        let together = try await Infer(model: model, batchSize: 4).transform(input)
        for (one, other) in zip(alone, together) {
            let (first, second) = (try one.require(.outputs), try #require(other).require(.outputs))
            #expect(first.names == model.outputs.map(\.name))
            #expect(second.names == first.names)
            for (a, b) in zip(first.tensors, second.tensors) {
                #expect(a.shape == [1, 20, 20, 45])
                #expect(b.shape == a.shape)
                #expect(zip(a.values, b.values).allSatisfy { abs($0 - $1) <= 1e-4 * max(1, abs($0)) })
            }
            #expect(one[.tensor] == nil)
            #expect(other?[.tensor] == nil)
        }
    }

    @Test("frames keep their order through batches and workers", arguments: [1, 2], [1, 3])
    func order(workers: Int, batch: Int) async throws {
        let model = try self.model()
        let input = try await tensors(3) + tensors(3) + tensors(2)
        let settings = StageSettings(name: "infer", workers: workers, capacity: 8, threads: .dedicated)
        let found = try await frames(of: input, through: Infer(model: model, batchSize: batch), settings: settings)
        #expect(found.map(\.name) == input.map(\.name))
    }

    @Test("a tensor that the model doesn't take ends the run, and of a batch names its own frame")
    func wrongShape() async throws {
        var input = try await tensors(3)
        input[2][.tensor] = Tensor(shape: [1, 160, 320, 3], values: [Float](repeating: 0, count: 160 * 320 * 3))
        let infer = Infer(model: try model(), batchSize: 3)
        let failed = try #require(await #expect(throws: FailedInput.self) { _ = try await infer.transform(input) })
        #expect(failed.position == 2)
        #expect(
            "\(failed.cause)" == """
                expected a tensor of shape [1, 320, 320, 3], the model's input, found [1, 160, 320, 3]; let preprocess make that size
                """)
    }

    @Test("a pipeline whose tensor the model doesn't take is refused before weights are read")
    func refusedBefore() throws {
        let text = """
            stages:
              - load: { path: \(Project.path("data/frames")) }
              - preprocess: { size: 300x200 }
              - infer: { model: \(Self.modelPath) }
              - store: { images: out/%s.jpg }
            """
        let error = #expect(throws: PipelineFileError.self) {
            try PipelineFile(text: text, path: "x.yaml").check(against: VisionCatalogue.stages)
        }
        #expect(
            error?.description == """
                x.yaml:4:21: stage "infer": "model": expected a tensor of 320 × 320 × 3, the model's input "input_1", found \
                200 × 300 × 3 from stage "preprocess"; change its size or channels
                """)
    }
}
