import Datasets
import HDF5
import Keras
import NeuralNetwork

/// Examples of a file as samples for a model: pictures divided by what pixels reach to, labels as the loss wants them.
struct ExampleSamples: TrainingSamples {
    enum Labels: Sendable {
        /// `[items, 1]`.
        case numbers
        case oneHot(classes: Int)
    }

    let examples: ExampleSet
    let labels: Labels
    let divisor: Double

    var count: Int { examples.count }

    func batch(_ indices: [Int]) throws -> TrainingBatch {
        let batch = ExampleBatch(
            examples: try examples.examples(indices, dividedBy: divisor), labels: indices.map { examples.labels[$0] })
        let truths =
            switch labels {
            case .numbers: batch.numbers
            case .oneHot(let classes): batch.oneHot(classes: classes)
            }
        return TrainingBatch(inputs: [batch.examples], truths: [truths])
    }
}

extension ExampleFile {
    /// The set of this name, or the only one.
    func set(preferring name: String) throws(FitError) -> ExampleSet {
        if let wanted = self[name] { return wanted }
        guard sets.count == 1 else { throw .sets(file: path, wanted: name, found: sets.map(\.name)) }
        return sets[0]
    }

    /// The file at `path` if it is HDF5 that holds examples with labels; nil where it is something else.
    static func ifInForm(_ path: String) throws -> ExampleFile? {
        guard let root = try? HDF5File(reading: path).root else { return nil }
        let names = Set(try root.names)
        guard names.contains(where: { $0.hasSuffix("_x") && names.contains($0.dropLast(2) + "_y") }) else { return nil }
        return try ExampleFile(reading: path)
    }
}
