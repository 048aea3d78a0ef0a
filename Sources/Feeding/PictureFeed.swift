public import Dataflow
public import Datasets
public import Keras
import NeuralNetwork

/// Pictures in folders of classes, decoded and resized while a training computes: no more of them are in memory than the channels hold.
///
/// A training gets the batches that it would get from a file of examples made of the same pictures, to the byte.
public struct PictureFeed: Sendable {
    /// What a model learns of a picture's class.
    public enum Target: Sendable, Hashable {
        /// `[1]`
        case number
        /// `[classes]`, 1 at the class.
        case oneHot(classes: Int)
    }

    private let feed = TrainingFeed()
    private let pipeline: Pipeline
    /// How many batches hold all pictures once.
    public let batchesPerEpoch: Int

    /// - Parameters:
    ///   - pictures: in the order of the samples.
    ///   - divisor: what each byte is divided by.
    ///   - options: of the training that is fed.
    public init(
        _ pictures: [PictureFolder.Picture], of folder: String, form: PictureForm, dividedBy divisor: Double, target: Target,
        _ options: FitOptions
    ) {
        let numbers = (0..<256).map { Float(Double($0) / divisor) }
        batchesPerEpoch = (pictures.count + options.batchSize - 1) / options.batchSize
        let sink = feed.sink(batch: .behind(\.isLastOfBatch)) { (example: PictureExample) -> TrainingBatch in
            let x = Tensor(shape: [1] + form.itemShape) { elements in
                for (place, byte) in example.bytes.enumerated() { elements[place] = numbers[Int(byte)] }
            }
            let batch = ExampleBatch(examples: x, labels: [example.label])
            let y =
                switch target {
                case .number: batch.numbers
                case .oneHot(let classes): batch.oneHot(classes: classes)
                }
            return TrainingBatch(inputs: [x], truths: [y])
        }
        pipeline = Pipeline {
            PicturePlaces(pictures, name: folder, options)
            ReadPicture(form)
            sink
        }
    }

    /// Runs the pipeline while `learn` takes its batches, ``batchesPerEpoch`` an epoch; as `TrainingFeed.run`.
    public nonisolated(nonsending) func run<Result>(
        control: RunControl = RunControl(), learning learn: (BoundedChannel<TrainingBatch>) async throws -> Result
    ) async throws -> (result: Result, report: RunReport) {
        try await feed.run(pipeline, control: control, learning: learn)
    }
}
