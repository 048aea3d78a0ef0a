import Datasets
import Foundation
import Imaging
import Keras
import NeuralNetwork
import Training

/// What a model makes of examples whose classes are known: loss, metrics, and which classes it takes for which.
struct Judgement: Encodable {
    let model: String
    let examples: Int
    let numbers: [Number]
    let classes: [String]
    /// Row by row the classes that are true, and in each row those that the model says.
    let confusion: [[Int]]

    struct Number: Encodable {
        let name: String
        let value: Float
    }

    /// - Parameters:
    ///   - loss: Keras' name; nil for the crossentropy that goes with the output.
    ///   - divisor: what each number of the examples is divided by.
    init(
        _ model: Model, _ file: ExampleFile, loss: String?, metrics: [String], divisor: Double, batch: Int, options: PlanOptions
    ) throws {
        let (loss, labels) = try ClassTargets.choose(loss, for: model, classes: file.classes.count)
        let training = try model.compile(
            optimizer: SGD(), loss: .named(loss), metrics: metrics.map { .named($0) }, options: options)
        let samples = ExampleSamples(examples: try file.set(preferring: "test_set"), labels: labels, divisor: divisor)
        var matrix = ConfusionMatrix(classes: file.classes.count)
        let progress = ProgressBar()
        var done = 0
        let logs = try training.evaluate(samples, batchSize: batch) { batch, result in
            try matrix.update(truth: batch.truths[0], prediction: result.answers[0])
            done += batch.count
            progress?.show(done, of: samples.count, "examples")
        }
        progress?.clear()
        (self.model, examples) = (model.name, samples.count)
        numbers = logs.entries.map { Number(name: $0.name, value: $0.value) }
        classes = file.classes.texts
        let count = file.classes.count
        confusion = (0..<count).map { truth in (0..<count).map { Int(matrix[truth, $0]) } }
    }

    var chart: ConfusionChart { ConfusionChart(title: model, classes: classes, counts: confusion) }

    /// For people.
    var text: String {
        var lines = ["\(model): \(examples) examples"]
        lines += numbers.map { "\($0.name) \(String(format: "%.4f", Double($0.value)))" }
        let width = max(4, classes.map(\.count).max() ?? 0, confusion.joined().map { "\($0)".count }.max() ?? 0)
        func cell(_ text: String) -> String { String(repeating: " ", count: max(width - text.count, 0)) + text }
        lines.append("rows: true classes, columns: what the model says")
        lines.append(([cell("")] + classes.map(cell)).joined(separator: "  "))
        for (name, row) in zip(classes, confusion) {
            lines.append(([cell(name)] + row.map { cell("\($0)") }).joined(separator: "  "))
        }
        return lines.joined(separator: "\n")
    }
}
