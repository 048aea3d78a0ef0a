import Foundation
import NeuralNetwork
import Vision
import VisionStages

/// How many of the exact answer's boxes were found again, and how both do by labels. Boxes are the same where they are of one class and
/// overlap by at least half (IoU).
struct DetectionAgreement: Encodable {
    struct Counts: Encodable {
        var found, wrong, missed: Int
        var precision, recall: Double

        init(_ counts: Evaluation.Counts) {
            (found, wrong, missed) = (counts.found, counts.wrong, counts.missed)
            (precision, recall) = (counts.precision, counts.recall)
        }
    }

    /// The boxes beside those of exact arithmetic.
    let besideExact: Counts
    /// Beside the labels, where there are any: these boxes, and those of exact arithmetic.
    let besideLabels: Counts?
    let exactBesideLabels: Counts?

    func lines(_ precision: String) -> [String] {
        func number(_ value: Double) -> String { String(format: "%.3f", value) }
        let total = besideExact.found + besideExact.missed
        var lines = [
            "boxes: \(besideExact.found) of the \(total) of exact found again, \(besideExact.missed) not, \(besideExact.wrong) besides"
        ]
        if let besideLabels, let exactBesideLabels {
            lines.append(
                "by labels: precision \(number(besideLabels.precision)), recall \(number(besideLabels.recall)); exact "
                    + "\(number(exactBesideLabels.precision)), \(number(exactBesideLabels.recall))")
        }
        return lines
    }
}

/// Reads boxes out of two answers and compares them.
struct DetectionComparison {
    private let filter: FilterBoxes
    private let suppression: NMS
    private let labels: DetectionLabels?
    private var besideExact = Evaluation(iouThreshold: 0.5)
    private var besideLabels = Evaluation(iouThreshold: 0.5)
    private var exactBesideLabels = Evaluation(iouThreshold: 0.5)

    init(_ path: String, labels: String?, score: Float, iou: Double) throws {
        let description = try DetectorDescription(contentsOf: path)
        filter = FilterBoxes(description: description, score: score)
        suppression = NMS(iou: iou, scope: .perClass, maxBoxes: 1000)
        self.labels = try labels.map { try DetectionLabels($0, classes: description.classes) }
    }

    mutating func add(_ sample: Samples.Sample, names: [String], expected: [Tensor], found: [Tensor]) async throws {
        let (exact, other) = (try await boxes(expected, names, sample), try await boxes(found, names, sample))
        besideExact.add(detections: other, truth: exact.map { LabelledBox(classIndex: $0.classIndex, box: $0.box) })
        guard let labels else { return }
        let truth = try labels.boxes(of: sample.name)
        besideLabels.add(detections: other, truth: truth)
        exactBesideLabels.add(detections: exact, truth: truth)
    }

    /// In the frame's pixels; of rows of a dataset, in parts of the network's input.
    private func boxes(_ outputs: [Tensor], _ names: [String], _ sample: Samples.Sample) async throws -> [Detection] {
        var frame = sample.frame ?? Frame(name: sample.name)
        frame[.outputs] = ModelOutputs(names: names, tensors: outputs)
        guard let filtered = try await filter.transform(frame) else { return [] }
        guard sample.frame != nil else {
            let candidates = try filtered.require(.candidates).detections
            return nonMaxSuppression(
                candidates, iouThreshold: suppression.iou, scope: suppression.scope, maxBoxes: suppression.maxBoxes)
        }
        guard let kept = try await suppression.transform(filtered) else { return [] }
        return try kept.require(.detections).detections.map {
            Detection(classIndex: $0.classIndex, score: $0.score, box: Box($0.box))
        }
    }

    var result: DetectionAgreement {
        DetectionAgreement(
            besideExact: .init(besideExact.total), besideLabels: labels.map { _ in .init(besideLabels.total) },
            exactBesideLabels: labels.map { _ in .init(exactBesideLabels.total) })
    }
}

/// The objects that are known to be in pictures, by the names of the files.
struct DetectionLabels: Sendable {
    private struct File: Decodable {
        struct Object: Decodable {
            let `class`: String
            let box: [Double]
        }
        let frames: [String: [Object]]
    }

    private let path: String
    private let objects: [String: [LabelledBox]]

    init(_ path: String, classes: [String]) throws {
        self.path = path
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw EvaluationError.labelFile(path, reason: "\(error.localizedDescription)")
        }
        var objects: [String: [LabelledBox]] = [:]
        for (name, found) in file.frames {
            objects[name] = try found.map { object in
                guard let place = classes.firstIndex(of: object.class) else {
                    throw EvaluationError.unknownClass(path, file: name, className: object.class, known: classes)
                }
                guard object.box.count == 4 else {
                    throw EvaluationError.labelFile(path, reason: "a box of \(object.box.count) numbers")
                }
                return LabelledBox(
                    classIndex: place,
                    box: Box(left: object.box[0], top: object.box[1], right: object.box[2], bottom: object.box[3]))
            }
        }
        self.objects = objects
    }

    /// - Throws: where the file says nothing of the picture.
    func boxes(of file: String) throws -> [LabelledBox] {
        guard let boxes = objects[(file as NSString).lastPathComponent] else {
            throw EvaluationError.unlabelled(path, file: file)
        }
        return boxes
    }
}
