public import Dataflow
import Foundation
public import Keras
import NeuralNetwork

/// Runs a Keras model on the frames' tensors.
///
/// With a batch of more than 1 the frames that wait at that moment, up to so many, go through the network together; with a longest
/// wait, so do those that come within that time.
///
/// **Emits** each frame with `outputs`; `tensor` is emptied. **Waits when** there is no input or no room behind. **Ends when** its
/// input ends. **Fails when** a tensor doesn't fit the model.
public struct Infer: BatchTransform {
    public typealias Input = Frame
    public typealias Output = Frame

    public let model: Model
    public let batchSize: Int
    public let longestWait: Duration
    private let workers: Int

    /// - Parameters:
    ///   - model: of one input.
    ///   - workers: how many inferences go on at once unless the pipeline says otherwise.
    public init(model: Model, batchSize: Int = 1, longestWait: Duration = .zero, workers: Int = 1) {
        self.model = model
        self.workers = workers
        self.batchSize = batchSize
        self.longestWait = longestWait
    }

    public var defaultSettings: StageSettings {
        StageSettings(name: Self.entry.name, workers: workers, capacity: max(4, batchSize), threads: .dedicated)
    }

    public func transform(_ frames: [Frame]) async throws -> [Frame?] {
        var results = frames
        var tensors: [Tensor] = []
        for position in results.indices {
            do {
                let tensor = try results[position].take(.tensor)
                try check(tensor, like: tensors.first)
                tensors.append(tensor)
            } catch {
                throw FailedInput(position: position, cause: error)
            }
        }
        let input = tensors.count == 1 ? tensors[0] : Tensor(joiningRows: tensors)
        let outputs = try model.predict([input], batchSize: tensors.count)
        let names = model.outputs.map(\.name)
        return results.indices.map { position in
            let own = tensors.count == 1 ? outputs : outputs.map { $0.rows(position..<position + 1) }
            results[position][.outputs] = ModelOutputs(names: names, tensors: own)
            return results[position]
        }
    }

    /// Whether the model takes the tensor, and the batch does: what the model leaves open is the same for all frames of a batch.
    private func check(_ tensor: Tensor, like first: Tensor?) throws(VisionStageError) {
        guard let declared = model.inputs.first?.shape.dropFirst() else { return }
        let expected = [1] + (first.map { $0.shape.dropFirst().map(Optional.some) } ?? Array(declared))
        let fits = expected.count == tensor.shape.count && zip(expected, tensor.shape).allSatisfy { $0 == nil || $0 == $1 }
        guard fits else { throw .wrongTensor(found: tensor.shape, expected: expected) }
    }
}

extension Infer {
    /// What a pipeline file can say of it.
    public static let entry = StageEntry<Frame>(
        name: "infer",
        summary: "Runs a Keras model on the frames' tensors.",
        kind: .transform,
        contract: StageContract(
            emits: "each frame with the network's outputs", waitsWhen: "there is no input or no room behind",
            endsWhen: "its input ends", failsWhen: "a tensor doesn't fit the model"),
        options: [Options.model, Options.batch, Options.batchWait, Options.precision, Options.threads, Options.memory],
        reads: ["tensor"], writes: ["outputs"], removes: ["tensor"],
        example: "- infer: { model: data/models/framerill-road.h5, batch: 1 }"
    ) { reader in
        let path = reader.read(Options.model)
        let batch = reader.read(Options.batch)
        let wait = reader.read(Options.batchWait)
        let division = CoreDivision(
            cores: ProcessInfo.processInfo.activeProcessorCount, workers: reader.wantedWorkers,
            threads: reader.read(Options.threads), batch: batch)
        let options = PlanOptions(
            precision: reader.read(Options.precision), threads: division.threads, memoryLimit: reader.read(Options.memory),
            weightCache: .standard)
        return StageBlueprint(
            workers: division.workers, capacity: max(4, batch), threads: .dedicated, files: [path],
            verify: { slots in
                try Options.model.blamed {
                    let model = try ModelFile.architecture(path)
                    try check(model, takes: slots["tensor"], batch: batch)
                    return [outputs(of: model)]
                }
            },
            build: {
                let model = try Model(path, options: options)
                return .stage(Infer(model: model, batchSize: batch, longestWait: wait, workers: division.workers))
            })
    }

    private enum Options {
        static let model = StageOption("model", .path, "the Keras model, an HDF5 file")
        static let batch = StageOption("batch", .integer(in: 1...1024), default: 1, "the most frames to infer at once")
        static let batchWait = StageOption(
            "batch-wait", .duration(), default: .zero, "how long a batch that is not full waits for more frames")
        static let precision = StageOption(
            "precision", .oneOf(PlanOptions.Precision.self), default: .fast,
            "exact: direct kernels only; fast: Winograd where it is faster; int8: whole numbers, for models that \"framerill quantize\" wrote; "
                + "bf16: where the processor has it")
        static let threads = StageOption(
            optional: "threads", .integer(in: 1...1024), absent: "the cores divided by the workers",
            "how many threads one inference uses; unless the stage is told how many workers it has, it has as many as cores allow, "
                + "and where nothing is said of either, one for each core, up to four")
        static let memory = StageOption(
            optional: "memory", .byteCount, absent: "as much as the fastest kernels take",
            "how much the weights and the layers of one worker may hold; to fit, convolutions give up Winograd, the least profitable first"
        )
    }

    /// One input, whose shape, as far as both are known, is that of the tensor.
    private static func check(_ model: ModelDescription, takes tensor: Slot?, batch: Int) throws {
        guard model.inputs.count == 1, let input = model.inputs.first else {
            throw StageFault(
                "expected a model of one input, found \(model.inputs.count): \(model.inputs.map(\.name).joined(separator: ", "))")
        }
        if let fixed = input.shape.first ?? nil, fixed != 1 || batch != 1 {
            throw StageFault(
                at: Options.batch,
                "expected a model whose input takes batches of any size, found \(fixed) fixed for \"\(input.name)\"; "
                    + (fixed == 1 ? "give 1" : "save the model with an open batch"))
        }
        guard let tensor, let found = tensor.shape else { return }
        let expected = Array(input.shape.dropFirst())
        let fits = expected.count == found.count && zip(expected, found).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
        guard !fits else { return }
        throw StageFault(
            "expected a tensor of \(Slot("tensor", shape: expected).shapeText), the model's input \"\(input.name)\", found "
                + "\(tensor.shapeText) from stage \"\(tensor.writer)\"; change its size or channels")
    }

    private static func outputs(of model: ModelDescription) -> Slot {
        var slot = Slot("outputs", detail: model.outputs.map(\.name).joined(separator: ", "))
        slot.parts = model.outputs.map { Slot.Part(name: $0.name, shape: $0.shape) }
        if let only = model.outputs.first, model.outputs.count == 1 { slot.shape = Array(only.shape.dropFirst()) }
        return slot
    }
}
