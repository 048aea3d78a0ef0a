import Foundation
import Keras
import NeuralNetwork

/// How far the answers of one precision are from those of exact arithmetic, and what that means for classes or boxes.
struct EvaluationReport: Encodable {
    let model: String
    let precision: String
    private(set) var samples = 0
    private(set) var outputs: [Output]
    var classes: ClassAgreement?
    var detections: DetectionAgreement?

    struct Output: Encodable {
        let name: String
        /// Of any sample's numbers.
        var largestDifference: Float = 0
        /// Of all samples' numbers; `squaredAnswer` is the mean square of the exact answers themselves.
        var squaredDifference: Double = 0
        var squaredAnswer: Double = 0
    }

    init(model: String, precision: String, outputs: [String]) {
        (self.model, self.precision) = (model, precision)
        self.outputs = outputs.map { Output(name: $0) }
    }

    var names: [String] { outputs.map(\.name) }

    mutating func add(expected: [Tensor], found: [Tensor]) {
        for index in outputs.indices {
            var (largest, difference, answer) = (outputs[index].largestDifference, 0.0, 0.0)
            expected[index].withElements { expected in
                found[index].withElements { found in
                    for place in expected.indices {
                        let distance = abs(expected[place] - found[place])
                        largest = max(largest, distance)
                        difference += Double(distance * distance)
                        answer += Double(expected[place] * expected[place])
                    }
                }
            }
            let count = Double(max(expected[index].count, 1))
            outputs[index].largestDifference = largest
            outputs[index].squaredDifference += (difference / count - outputs[index].squaredDifference) / Double(samples + 1)
            outputs[index].squaredAnswer += (answer / count - outputs[index].squaredAnswer) / Double(samples + 1)
        }
        samples += 1
    }

    /// For people.
    var text: String {
        var lines = ["\(model): \(precision) beside exact, \(samples) sample\(samples == 1 ? "" : "s")"]
        for output in outputs {
            let signal = output.squaredAnswer.squareRoot()
            let noise = output.squaredDifference.squareRoot()
            let share = signal > 0 ? noise / signal * 100 : 0
            lines.append(
                "output \"\(output.name)\": root mean square difference \(String(format: "%.3g", noise)) (\(String(format: "%.2g", share)) % "
                    + "of the answers'), largest \(String(format: "%.3g", output.largestDifference))")
        }
        return (lines + (classes?.lines(precision) ?? []) + (detections?.lines(precision) ?? [])).joined(separator: "\n")
    }
}

/// Why answers can't be measured by labels.
enum EvaluationError: Error, CustomStringConvertible {
    case noClasses(model: String, labels: String, outputs: [ModelPort])
    case noExamples(String)
    case labelCount(String, found: Int, expected: Int)
    case label(String, sample: Int, found: String, classCount: Int)
    case labelFile(String, reason: String)
    case unlabelled(String, file: String)
    case unknownClass(String, file: String, className: String, known: [String])

    var description: String {
        switch self {
        case .noClasses(let model, let labels, let outputs):
            "\(labels): expected a model with one output of classes [any, classes], found \"\(model)\" with "
                + outputs.map { "\"\($0.name)\" \($0.shape.text)" }.joined(separator: ", ")
                + "; for a detector give --description"
        case .noExamples(let path):
            "\(path): expected an HDF5 file of examples with labels (test_set_x, test_set_y, list_classes) for --confusion-matrix, found another"
        case .labelCount(let place, let found, let expected):
            "\(place): expected \(expected) labels, one for each sample, found \(found)"
        case .label(let place, let sample, let found, let classCount):
            "\(place): label \(sample): expected a class from 0 to \(classCount - 1), or \(classCount) numbers of which one is 1, found "
                + found
        case .labelFile(let path, let reason):
            "\(path): expected {\"frames\": {\"name.jpg\": [{\"class\": …, \"box\": [left, top, right, bottom]}]}}, found \(reason)"
        case .unlabelled(let path, let file):
            "\(path): expected labels of \(file), found none of that name; give only pictures that have labels"
        case .unknownClass(let path, let file, let className, let known):
            "\(path): \(file): \"\(className)\" is no class of the detector; it has \(known.joined(separator: ", "))"
        }
    }
}
