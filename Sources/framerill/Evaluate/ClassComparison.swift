import Foundation
import HDF5
import NeuralNetwork

/// How often two answers name the same class, and the right one.
struct ClassAgreement: Encodable {
    /// Samples for which both name the same class first.
    var same = 0
    var samples = 0
    /// Samples for which each names the right class, where that is known.
    var right: Int?
    var exactRight: Int?

    func lines(_ precision: String) -> [String] {
        func percent(_ count: Int) -> String { String(format: "%.2f %%", Double(count) / Double(max(samples, 1)) * 100) }
        var lines = ["first class: the same for \(same) of \(samples) samples (\(percent(same)))"]
        if let right, let exactRight {
            lines.append("accuracy: \(percent(right)) (\(right)), exact \(percent(exactRight)) (\(exactRight))")
        }
        return lines
    }
}

/// Compares rows of classes, and measures them by labels.
struct ClassComparison {
    private let labels: [Int]?
    private(set) var result = ClassAgreement()

    /// - Parameter labels: `y.h5` or `y.h5:dataset`: the number of each sample's class, or a row with a 1 at its class.
    init(labels place: String?, classCount: Int, sampleCount: Int) throws {
        guard let place else {
            labels = nil
            return
        }
        labels = try Self.read(place, classCount: classCount, sampleCount: sampleCount)
        (result.right, result.exactRight) = (0, 0)
    }

    private static func read(_ place: String, classCount: Int, sampleCount: Int) throws -> [Int] {
        let (path, inside) = PredictionInputs.split(place)
        let root = try HDF5File(reading: path).root
        let names = try root.names.filter { try root.kind(of: $0) == .dataset }
        guard let name = inside ?? (names.count == 1 ? names[0] : nil) else {
            throw EvaluationError.labelFile(
                place, reason: "\(names.count) datasets, \(names.joined(separator: ", ")): name one as FILE:DATASET")
        }
        let dataset = try root.dataset(name)
        let numbers = try dataset.read() as [Double]
        let width = numbers.count == dataset.shape.first ? 1 : dataset.shape.dropFirst().reduce(1, *)
        guard width > 0, numbers.count / width >= sampleCount else {
            throw EvaluationError.labelCount(place, found: dataset.shape.first ?? 0, expected: sampleCount)
        }
        return try (0..<sampleCount).map { sample in
            let row = numbers[sample * width..<(sample + 1) * width]
            let index = width == 1 ? Int(exactly: row.first!) : row.firstIndex(of: 1).map { $0 - row.startIndex }
            guard let index, (0..<classCount).contains(index), width == 1 || width == classCount else {
                throw EvaluationError.label(place, sample: sample, found: "\(Array(row.prefix(8)))", classCount: classCount)
            }
            return index
        }
    }

    mutating func add(expected: Tensor, found: Tensor, sample: Int) throws {
        let (exact, other) = (Self.first(of: expected), Self.first(of: found))
        result.samples += 1
        if exact == other { result.same += 1 }
        guard let labels else { return }
        if other == labels[sample] { result.right! += 1 }
        if exact == labels[sample] { result.exactRight! += 1 }
    }

    private static func first(of answer: Tensor) -> Int {
        answer.withElements { values in values.indices.max { values[$0] < values[$1] } ?? 0 }
    }
}
