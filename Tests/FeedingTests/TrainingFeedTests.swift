import Dataflow
import DataflowTesting
import Feeding
import Imaging
import Keras
import NeuralNetwork
import Synchronization
import TestMaterial
import Testing
import Training
import VisionStages

/// A pipeline that feeds a training.
@Suite(.timeLimit(.minutes(2))) struct `Feeding a training` {
    /// One weight, from 1; the number of each item is what it is given, and three times that what it should answer.
    static func training() throws -> CompiledModel {
        let configuration = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "Dense", "config": {"name": "d", "units": 1, "use_bias": false, "batch_input_shape": [null, 1]}}]}}
            """
        return try Model(configuration: configuration, version: "2.15.0") { _, shape in Tensor(shape: shape, values: [1]) }
            .compile(optimizer: SGD(learningRate: 0.001), loss: "mse")
    }

    @Sendable static func example(_ number: Int) -> TrainingBatch {
        TrainingBatch(
            inputs: [Tensor(shape: [1, 1], values: [Float(number)])],
            truths: [Tensor(shape: [1, 1], values: [3 * Float(number)])])
    }

    private struct Numbers: Source {
        let name = "numbers"
        let count: Int
        /// The greatest number of items that were emitted and not yet learnt.
        var ahead: Ahead?

        func emit(into outlet: SourceOutlet<Int>) async throws {
            for number in 1...count {
                try await outlet.send(Emission(number))
                ahead?.emitted()
            }
        }
    }

    private final class Ahead: Sendable {
        private let counts = Mutex((emitted: 0, learnt: 0, most: 0))

        func emitted() {
            counts.withLock {
                $0.emitted += 1
                $0.most = max($0.most, $0.emitted - $0.learnt)
            }
        }

        func learnt(_ count: Int) { counts.withLock { $0.learnt += count } }

        var most: Int { counts.withLock { $0.most } }
    }

    private struct OddOnes: Transform {
        func transform(_ number: Int) async throws -> Int? { number.isMultiple(of: 2) ? nil : number }
    }

    private struct Torn: Error {}

    @Test func `The training learns what the pipeline stores, and every item is accounted for`() async throws {
        let (feed, training) = (TrainingFeed(), try Self.training())
        let pipeline = Pipeline {
            Numbers(count: 20)
            OddOnes()
            feed.sink(batch: .every(4)) { Self.example($0) }
        }
        let (history, report) = try await feed.run(pipeline) { try await training.fit($0) }
        expectConserved(report)
        #expect(report.emitted == 20 && report.stored == 10 && report.filtered == 10 && report.inFlight == 0)
        #expect(report.emitted == report.stored + report.filtered && report.ending == .finished)
        // Batches of 4, 4 and 2.
        #expect(training.iteration == 3 && history.epochs == [0])
        let memory = try Self.training()
        let odd = (0..<10).map { Float(2 * $0 + 1) }
        _ = try memory.fit(
            Tensor(shape: [10, 1], values: odd), Tensor(shape: [10, 1], values: odd.map { 3 * $0 }),
            FitOptions(batchSize: 4, shuffles: false))
        #expect(training.trainableWeights == memory.trainableWeights)
    }

    @Test func `A slow training makes the pipeline wait`() async throws {
        final class Learning: TrainingCallback {
            let ahead: Ahead

            init(_ ahead: Ahead) { self.ahead = ahead }

            func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) { ahead.learnt(2) }
        }
        let (feed, training, ahead) = (TrainingFeed(capacity: 1), try Self.training(), Ahead())
        let pipeline = Pipeline {
            Numbers(count: 400, ahead: ahead)
            feed.sink(batch: .every(2)) { Self.example($0 % 5) }.capacity(1)
        }
        let (_, report) = try await feed.run(pipeline) { try await training.fit($0, callbacks: [Learning(ahead)]) }
        expectConserved(report)
        #expect(report.stored == 400 && training.iteration == 200)
        // Two under way in the source and before the sink, a batch that the sink sends, one in the channel, one read ahead, one that is learnt.
        #expect(ahead.most <= 2 + 4 * 2, "\(ahead.most)")
    }

    @Test func `A training that ends stops an endless pipeline, and the counts come out even`() async throws {
        let (feed, training) = (TrainingFeed(), try Self.training())
        let pipeline = Pipeline {
            Numbers(count: .max)
            feed.sink(batch: .every(2)) { Self.example($0 % 5) }
        }
        let (history, report) = try await feed.run(pipeline) {
            try await training.fit($0, FitOptions(epochs: 2, stepsPerEpoch: 3))
        }
        expectConserved(report)
        #expect(report.ending == .stopped && report.emitted == report.stored && history.epochs == [0, 1])
        #expect(training.iteration == 6)
    }

    @Test func `A pipeline that fails is the error of the training, whose weights are those after the last step`() async throws {
        let (feed, training) = (TrainingFeed(), try Self.training())
        let pipeline = Pipeline {
            Numbers(count: 9)
            feed.sink(batch: .every(2)) { number in
                if number == 5 { throw Torn() }
                return Self.example(number)
            }
        }
        let failure = await #expect(throws: RunFailure.self) {
            _ = try await feed.run(pipeline) { try await training.fit($0) }
        }
        #expect(failure?.stage == "feed" && failure?.cause is Torn)
        failure.map { expectConserved($0.report) }
        #expect(training.iteration <= 2)
    }

    @Test func `A training that fails cancels the pipeline`() async throws {
        final class Failing: TrainingCallback {
            func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) throws { throw Torn() }
        }
        let (feed, training) = (TrainingFeed(), try Self.training())
        let pipeline = Pipeline {
            Numbers(count: .max)
            feed.sink(batch: .every(2)) { Self.example($0 % 5) }
        }
        await #expect(throws: Torn.self) {
            _ = try await feed.run(pipeline) { try await training.fit($0, callbacks: [Failing()]) }
        }
        #expect(training.iteration == 1)
    }

    @Test func `Frames that are loaded and preprocessed feed a training`() async throws {
        let (feed, size) = (TrainingFeed(), PixelSize(width: 8, height: 8))
        let configuration = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "Flatten", "config": {"name": "f", "batch_input_shape": [null, 8, 8, 3]}},
            {"class_name": "Dense", "config": {"name": "d", "units": 1}}]}}
            """
        let training = try Model(configuration: configuration, version: "2.15.0") { _, shape in Tensor(shape: shape) }
            .compile(optimizer: Adam(), loss: "mse")
        let pipeline = Pipeline {
            Load(path: Project.path("data/frames"))
            Preprocess(size: size)
            feed.sink(batch: .every(16)) { (frame: Frame) in
                TrainingBatch(
                    inputs: [try frame.require(.tensor)], truths: [Tensor(shape: [1, 1], values: [Float(frame.number ?? 0)])])
            }
        }
        let (history, report) = try await feed.run(pipeline) { try await training.fit($0) }
        expectConserved(report)
        #expect(report.emitted == 48 && report.stored == 48 && training.iteration == 3 && history.epochs == [0])
    }
}
