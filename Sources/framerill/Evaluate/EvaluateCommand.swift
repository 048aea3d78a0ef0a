import ArgumentParser
import Datasets
import Foundation
import Imaging
import Keras
import NeuralNetwork
import VisionStages

struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Tells how well a model answers: by examples whose classes are known, or a precision beside exact arithmetic.",
        discussion: """
            With examples in the form of the Keras courses (test_set_x, test_set_y, list_classes) loss, metrics and a confusion matrix are \
            told, unless a precision or labels are given; --confusion-matrix draws the last.

            Else each sample goes through the model twice, with the precision asked for and with "exact". Of outputs that are classes it is \
            told how often both name the same class first; with --description the boxes of a detector are compared. With labels, both \
            are measured by these.

            Labels of classes are an HDF5 dataset of whole numbers, or of rows with a 1 at the class; labels of detectors are JSON: \
            {"frames": {"0001.jpg": [{"class": "car", "box": [left, top, right, bottom]}]}}, in pixels.
            """)

    @OptionGroup var model: ModelArguments

    @Option(
        help: ArgumentHelp("A folder of pictures, a picture or a pattern, or an HDF5 file.", valueName: "frames|x.h5[:dataset]"))
    var data: String

    @Option(help: ArgumentHelp("What is known of the samples.", valueName: "labels.json|y.h5[:dataset]"))
    var labels: String?

    @Option(help: "The precision to evaluate; int8 where the model has scales and fast otherwise.")
    var precision: PlanOptions.Precision?

    @Option(help: ArgumentHelp("The description of a detector, which lies beside its model.", valueName: "detector.json"))
    var description: String?

    @Option(help: "The least score of a box.")
    var score: Float = 0.4

    @Option(help: "Boxes that overlap by more than this are one object.")
    var iou = 0.5

    @Option(help: "The most samples to run.")
    var samples = Int.max

    @Option(help: ArgumentHelp("Of examples: Keras' name of the loss.", valueName: "name"))
    var loss: String?

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Of examples: Keras' names of metrics.", valueName: "name"))
    var metrics = ["accuracy"]

    @Option(help: "Of examples: what each of their numbers is divided by.")
    var divisor = 255.0

    @Option(help: ArgumentHelp("Of examples: draw the confusion matrix.", valueName: "out.png|out.svg"))
    var confusionMatrix: String?

    @OptionGroup var images: ImageArguments

    @Option(help: "How many threads to use; one for each core by default.")
    var threads: Int?

    @Flag(help: "As JSON.")
    var json = false

    func validate() throws {
        guard divisor > 0 else { throw ValidationError("--divisor: expected more than 0, found \(divisor)") }
        if samples < 1 { throw ValidationError("--samples: expected at least 1, found \(samples)") }
        guard (0...1).contains(score), (0...1).contains(iou) else {
            throw ValidationError("--score, --iou: expected numbers from 0 to 1, found \(score) and \(iou)")
        }
        if let confusionMatrix {
            guard FigureFormat(suffixOf: confusionMatrix) != nil else {
                throw ValidationError("--confusion-matrix: expected a name that ends in .png or .svg, found \(confusionMatrix)")
            }
            guard precision == nil, labels == nil, description == nil else {
                throw ValidationError(
                    "--confusion-matrix: expected it without --precision, --labels and --description, found one of these")
            }
        }
        if description == nil, labels?.lowercased().hasSuffix(".json") == true {
            throw ValidationError("--labels: expected --description beside labels in JSON, found none")
        }
    }

    func run() async throws {
        PatientThreads.enable()
        try await Failure.reported {
            if let confusionMatrix { try UnwritableFolder.check("--confusion-matrix", confusionMatrix) }
            if precision == nil, labels == nil, description == nil, let examples = try ExampleFile.ifInForm(data) {
                let judgement = try Judgement(
                    model.load(), examples, loss: loss, metrics: metrics, divisor: divisor, batch: 32,
                    options: PlanOptions(threads: threads))
                print(json ? try JSONText.text(of: judgement) : judgement.text)
                if let confusionMatrix { try judgement.chart.figure().write(to: confusionMatrix) }
                return
            }
            guard confusionMatrix == nil else { throw EvaluationError.noExamples(data) }
            let exact = try model.load(options: PlanOptions(precision: .exact, threads: threads))
            let precision = precision ?? (exact.quantizedKernelCount > 0 ? .int8 : .fast)
            let other = try model.load(options: PlanOptions(precision: precision, threads: threads))
            let samples = try Samples(data, for: exact.description, images, most: samples)
            var report = EvaluationReport(model: model.model, precision: precision.rawValue, outputs: exact.outputs.map(\.name))
            var detectors = try description.map { try DetectionComparison($0, labels: labels, score: score, iou: iou) }
            var classes = try classComparison(of: exact, samples)
            let progress = ProgressBar()
            for index in 0..<samples.count {
                let sample = try await samples.sample(index)
                let (expected, found) = (try exact.predict(sample.tensors), try other.predict(sample.tensors))
                report.add(expected: expected, found: found)
                try classes?.add(expected: expected[0], found: found[0], sample: index)
                try await detectors?.add(sample, names: report.names, expected: expected, found: found)
                progress?.show(index + 1, of: samples.count, "samples")
            }
            progress?.clear()
            (report.classes, report.detections) = (classes?.result, detectors?.result)
            print(json ? try JSONText.text(of: report) : report.text)
        }
    }

    /// Where the only output is rows of classes.
    private func classComparison(of model: Model, _ samples: Samples) throws -> ClassComparison? {
        guard description == nil, model.outputs.count == 1, model.outputs[0].shape.count == 2,
            let count = model.outputs[0].shape[1]
        else {
            guard description == nil, let labels else { return nil }
            throw EvaluationError.noClasses(model: model.name, labels: labels, outputs: model.outputs)
        }
        return try ClassComparison(labels: labels, classCount: count, sampleCount: samples.count)
    }
}
