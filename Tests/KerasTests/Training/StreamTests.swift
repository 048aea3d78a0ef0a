import Foundation
import Keras
import NeuralNetwork
import Synchronization
import Testing
import Training

/// Training, judging and answering with batches as they come; the numbers are those of tf-keras 2.21 with the same generators.
@Suite struct `Batches as they come` {
    private typealias Numbers = `Arguments of fit`

    /// The batches of three that Python makes of `x[i:i+3]` with `i` from `starts`.
    private static func batches(_ starts: [Int]) -> [TrainingBatch] {
        starts.map { start in
            let rows = start..<min(start + 3, 10)
            return TrainingBatch(
                inputs: [Tensor(shape: [rows.count, 1], values: Array(Numbers.x.values[rows]))],
                truths: [Tensor(shape: [rows.count, 1], values: Array(Numbers.y.values[rows]))])
        }
    }

    private static let whole = batches([0, 3, 6, 9])

    /// As often as it is asked for an iterator, the same batches; counts what was asked for.
    private struct Repeated: AsyncSequence, Sendable {
        let batches: [TrainingBatch]
        let asked = Counter()

        struct AsyncIterator: AsyncIteratorProtocol {
            var rest: ArraySlice<TrainingBatch>
            let asked: Counter

            mutating func next() async throws -> TrainingBatch? {
                asked.count.withLock { $0 += 1 }
                return rest.popFirst()
            }
        }

        func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: batches[...], asked: asked) }
    }

    private final class Counter: Sendable { let count = Mutex(0) }

    /// What can be gone through once.
    private static func stream(_ batches: [TrainingBatch]) -> AsyncStream<TrainingBatch> {
        AsyncStream { continuation in
            for batch in batches { continuation.yield(batch) }
            continuation.finish()
        }
    }

    @Test func `Without a number of steps each epoch is the whole sequence`() async throws {
        let training = try Numbers.training()
        let history = try await training.fit(Repeated(batches: Self.whole), FitOptions(epochs: 2))
        #expect(Numbers.isClose(history.values("loss"), [131.14998, 56.19975]), "\(history.values("loss"))")
        #expect(Numbers.isClose(training.trainableWeights[0].values, [2.14296961]) && training.iteration == 8)
    }

    @Test func `With a number of steps all epochs take from one iterator, and not one batch too many`() async throws {
        let training = try Numbers.training()
        let batches = Repeated(batches: Self.whole + Self.whole)
        let history = try await training.fit(batches, FitOptions(epochs: 3, stepsPerEpoch: 2))
        #expect(Numbers.isClose(history.values("loss"), [59.71292, 238.30554, 25.5879]), "\(history.values("loss"))")
        #expect(batches.asked.count.withLock { $0 } == 6)
        let stream = try await Numbers.training()
            .fit(Self.stream(Self.batches([0, 3, 6, 0, 3, 6])), FitOptions(epochs: 2, stepsPerEpoch: 3))
        #expect(Numbers.isClose(stream.values("loss"), [115.9642, 77.64439]))
    }

    @Test func `The same batches give the same bytes as samples in memory`() async throws {
        let (memory, sequence) = (try Numbers.training(), try Numbers.training())
        let options = FitOptions(batchSize: 3, epochs: 3, shuffles: false)
        let expected = try memory.fit(Numbers.x, Numbers.y, options, validationData: (Numbers.x, Numbers.y))
        let found = try await sequence.fit(
            Repeated(batches: Self.whole), options, validation: Repeated(batches: Self.whole))
        #expect(found.values("loss") == expected.values("loss"))
        #expect(sequence.trainableWeights == memory.trainableWeights)
        #expect(Numbers.isClose(found.values("val_loss"), expected.values("val_loss")))
    }

    @Test func `A sequence that ends early is told, and the weights stay those after the last step`() async throws {
        let training = try Numbers.training()
        let error = await #expect(throws: TrainingError.self) {
            _ = try await training.fit(Self.stream(Self.batches([0, 3, 6, 0, 3])), FitOptions(epochs: 2, stepsPerEpoch: 3))
        }
        #expect(error == .ranOut(sequence: "batches", epoch: 1, expected: 3, found: 2))
        #expect(training.iteration == 5)
        #expect(Numbers.isClose(training.trainableWeights[0].values, [1.46197176]))
        let once = await #expect(throws: TrainingError.self) {
            _ = try await Numbers.training().fit(Self.stream(Self.whole), FitOptions(epochs: 2))
        }
        #expect(once == .ranOut(sequence: "batches", epoch: 1, expected: nil, found: 0))
    }

    @Test func `Validation takes so many batches of its sequence each time`() async throws {
        let history = try await Numbers.training().fit(
            Repeated(batches: [
                TrainingBatch(
                    inputs: [Tensor(shape: [5, 1], values: [1, 2, 3, 4, 5])],
                    truths: [Tensor(shape: [5, 1], values: [3, 6, 9, 12, 15])]),
                TrainingBatch(
                    inputs: [Tensor(shape: [5, 1], values: [6, 7, 8, 9, 10])],
                    truths: [Tensor(shape: [5, 1], values: [18, 21, 24, 27, 30])]),
            ]), FitOptions(epochs: 2, validationSteps: 2), validation: Repeated(batches: Self.whole))
        #expect(Numbers.isClose(history.values("val_loss"), [43.71871, 31.50537]), "\(history.values("val_loss"))")
    }

    @Test func `What the sequence throws ends the training, with the weights after the last step`() async throws {
        struct Torn: Error {}
        let training = try Numbers.training()
        let batches = AsyncThrowingStream<TrainingBatch, any Error> { continuation in
            continuation.yield(Self.whole[0])
            continuation.finish(throwing: Torn())
        }
        await #expect(throws: Torn.self) { _ = try await training.fit(batches) }
        #expect(training.iteration == 1)
        #expect(try training.trainOnBatch(Self.whole[1]).loss > 0)
    }

    @Test func `A cancelled training ends, and its weights are whole`() async throws {
        let (batches, continuation) = AsyncStream<TrainingBatch>.makeStream()
        let (steps, told) = AsyncStream<Int>.makeStream()
        final class Telling: TrainingCallback {
            let told: AsyncStream<Int>.Continuation
            var isEnded = false

            init(_ told: AsyncStream<Int>.Continuation) { self.told = told }

            func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) {
                told.yield(progress.step)
            }

            func trainingEnded(_ model: CompiledModel) { isEnded = true }
        }
        continuation.yield(Self.whole[0])
        let task = Task {
            let (training, telling) = (try Numbers.training(), Telling(told))
            await #expect(throws: CancellationError.self) { _ = try await training.fit(batches, callbacks: [telling]) }
            return (training.iteration, telling.isEnded)
        }
        var first = steps.makeAsyncIterator()
        #expect(await first.next() == 0)
        task.cancel()
        let (iteration, isEnded) = try await task.value
        #expect(iteration == 1 && !isEnded)
    }

    @Test func `A callback may end it, and nothing is computed on the pool`() async throws {
        final class Ending: TrainingCallback {
            var threads: Set<UInt> = []

            func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) {
                threads.insert(UInt(pthread_self()))
                if progress.epoch == 1, progress.step == 1 { model.stopsTraining = true }
            }
        }
        let (training, ending) = (try Numbers.training(), Ending())
        let history = try await training.fit(Repeated(batches: Self.whole), FitOptions(epochs: 5), callbacks: [ending])
        #expect(history.epochs == [0] && training.iteration == 6)
        #expect(ending.threads.count == 1 && !ending.threads.contains(UInt(pthread_self())))
    }

    @Test func `Judging gives the same as samples in memory`() async throws {
        let training = try Numbers.training()
        let expected = try training.evaluate(Numbers.x, Numbers.y, batchSize: 3)
        var answers: [Float] = []
        let found = try await training.evaluate(Repeated(batches: Self.whole)) { _, result in answers += result.answers[0].values
        }
        #expect(found == expected && answers == Numbers.x.values)
        let part = try await training.evaluate(Self.stream(Self.whole), steps: 2)
        #expect(Numbers.isClose([part["loss"] ?? 0], [60.666668]))
        await #expect(throws: TrainingError.self) { try await training.evaluate(Self.stream([])) }
    }

    @Test func `A model answers batch by batch`() async throws {
        let model = try Numbers.training().model()
        let inputs = AsyncStream<[Tensor]> { continuation in
            for batch in Self.whole { continuation.yield(batch.inputs) }
            continuation.finish()
        }
        var answers: [[Float]] = []
        for try await answer in model.predict(inputs) { answers.append(answer[0].values) }
        #expect(answers == Self.whole.map { $0.inputs[0].values })
        let wrong = AsyncStream<[Tensor]> { continuation in
            continuation.yield([Tensor(shape: [1, 2])])
            continuation.finish()
        }
        await #expect(throws: KerasError.self) { for try await _ in model.predict(wrong) {} }
    }
}
