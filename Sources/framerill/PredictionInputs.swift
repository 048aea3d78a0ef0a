import Foundation
import HDF5
import Keras
import NeuralNetwork

/// The datasets that a model's inputs are read from, row by row.
struct PredictionInputs {
    private let datasets: [Dataset]
    /// The first dimension, which they share; at least 1.
    let rowCount: Int
    /// How many rows the model takes at once, where it takes no other number.
    let fixedBatch: Int?

    /// - Parameter place: `x.h5`, or `x.h5:dataset`, or `x.h5:group`.
    init(_ place: String, for inputs: [ModelPort]) throws {
        let (path, inside) = Self.split(place)
        let root = try HDF5File(reading: path).root
        if let inside, try root.kind(of: inside) != .group {
            datasets = [try root.dataset(inside)]
        } else {
            let group = try inside.map { try root.group($0) } ?? root
            datasets = try Self.datasets(of: group, for: inputs.map(\.name))
        }
        guard datasets.count == inputs.count else {
            throw InputError.count(place: place, found: datasets.map(\.path), inputs: inputs.map(\.name))
        }
        for (dataset, input) in zip(datasets, inputs) {
            let expected = Array(input.shape.dropFirst())
            let found = Array(dataset.shape.dropFirst())
            guard dataset.shape.count == input.shape.count, zip(expected, found).allSatisfy({ $0 == nil || $0 == $1 }) else {
                throw InputError.shape(dataset: "\(path):\(dataset.path)", found: dataset.shape, input: input)
            }
        }
        rowCount = datasets[0].shape[0]
        for dataset in datasets where dataset.shape[0] != rowCount {
            throw InputError.rows(
                dataset: "\(path):\(dataset.path)", found: dataset.shape[0], first: datasets[0].path, expected: rowCount)
        }
        guard rowCount > 0 else { throw InputError.empty(dataset: "\(path):\(datasets[0].path)") }
        fixedBatch = inputs.lazy.compactMap { $0.shape.first ?? nil }.first
        if let fixedBatch, !rowCount.isMultiple(of: fixedBatch) {
            throw InputError.batch(dataset: "\(path):\(datasets[0].path)", found: rowCount, batch: fixedBatch)
        }
    }

    /// The rows of each input as a tensor, each number multiplied by `scale`.
    func read(_ rows: Range<Int>, scale: Float) throws -> [Tensor] {
        try datasets.map { dataset in
            try Tensor(shape: [rows.count] + dataset.shape.dropFirst()) { elements in
                try dataset.readRows(rows, into: elements)
                if scale != 1 { for place in elements.indices { elements[place] *= scale } }
            }
        }
    }

    /// Those named as the inputs, or else all in alphabetical order.
    private static func datasets(of group: Group, for inputs: [String]) throws -> [Dataset] {
        let names = try group.names.filter { try group.kind(of: $0) == .dataset }
        let chosen = inputs.allSatisfy(names.contains) ? inputs : names.sorted()
        return try chosen.map { try group.dataset($0) }
    }

    /// At the last colon, unless the whole is a file's name.
    static func split(_ place: String) -> (path: String, inside: String?) {
        guard !FileManager.default.fileExists(atPath: place), let colon = place.lastIndex(of: ":") else { return (place, nil) }
        return (String(place[..<colon]), String(place[place.index(after: colon)...]))
    }
}

/// Why datasets can't be a model's inputs.
enum InputError: Error, CustomStringConvertible {
    case count(place: String, found: [String], inputs: [String])
    case shape(dataset: String, found: [Int], input: ModelPort)
    case rows(dataset: String, found: Int, first: String, expected: Int)
    case empty(dataset: String)
    case batch(dataset: String, found: Int, batch: Int)

    var description: String {
        switch self {
        case .count(let place, let found, let inputs):
            "\(place): expected \(inputs.count == 1 ? "1 dataset for the model's input" : "\(inputs.count) datasets for the model's inputs") "
                + inputs.joined(separator: ", ") + ", found "
                + (found.isEmpty ? "none" : found.joined(separator: ", "))
                + "; give one as FILE:DATASET, or name them as the inputs"
        case .shape(let dataset, let found, let input):
            "\(dataset): expected shape [\(input.shape.map { $0.map(String.init) ?? "any" }.joined(separator: ", "))] for the input "
                + "\"\(input.name)\", found \(found); the first dimension counts the rows"
        case .rows(let dataset, let found, let first, let expected):
            "\(dataset): expected \(expected) rows as in \(first), found \(found); give inputs of equal length"
        case .empty(let dataset):
            "\(dataset): expected at least one row, found none; the first dimension counts the rows"
        case .batch(let dataset, let found, let batch):
            "\(dataset): expected a multiple of \(batch) rows, which the model takes at once, found \(found); add rows or leave some out"
        }
    }
}
