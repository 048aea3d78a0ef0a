import Foundation
import HDF5
import Keras
import NeuralNetwork

/// What became of the files of a set, by version of Keras.
struct Census {
    /// What happened to one file.
    enum Outcome: Hashable {
        /// Answers as Keras did.
        case agrees
        /// Opens; there is no answer to compare with.
        case opens
        /// Holds no model: weights alone, or other data.
        case isNoModel
        case fails(String)

        var column: Int {
            switch self {
            case .agrees: 0
            case .opens: 1
            case .isNoModel: 2
            case .fails: 3
            }
        }
    }

    private(set) var outcomes: [(path: String, version: String, outcome: Outcome)] = []

    mutating func add(_ path: String) {
        let version = (try? HDF5File(reading: path).root).flatMap { try? $0.string(attribute: "keras_version") }
        outcomes.append((path, version ?? "none", Self.outcome(path)))
    }

    var failures: [(path: String, reason: String)] {
        outcomes.compactMap { file in if case .fails(let reason) = file.outcome { (file.path, reason) } else { nil } }
    }

    func count(_ outcome: Outcome) -> Int { outcomes.count { $0.outcome == outcome } }

    /// A row for each version, and below it the reasons why files fail.
    var table: String {
        let rows = Dictionary(grouping: outcomes, by: \.version).sorted {
            $0.key.compare($1.key, options: .numeric) == .orderedAscending
        }
        func line(_ first: String, _ cells: [String]) -> String {
            let first = first + String(repeating: " ", count: max(12 - first.count, 0))
            return first + cells.map { String(repeating: " ", count: max(10 - $0.count, 0)) + $0 }.joined()
        }
        func counts(_ files: [(path: String, version: String, outcome: Outcome)]) -> [String] {
            (0..<4).map { column in "\(files.count { $0.outcome.column == column })" } + ["\(files.count)"]
        }
        var lines = [line("Keras", ["agrees", "opens", "no model", "fails", "files"])]
        lines += rows.map { line($0.key, counts($0.value)) }
        lines.append(line("all", counts(outcomes)))
        let reasons = Dictionary(grouping: failures, by: \.reason).sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        lines += reasons.map { "  \($0.value.count) × \($0.key), as \($0.value[0].path)" }
        return lines.joined(separator: "\n")
    }

    private static func outcome(_ path: String) -> Outcome {
        do {
            let model = try Model(path)
            guard FileManager.default.fileExists(atPath: path + ".io.h5") else { return .opens }
            let answers = try HDF5File(reading: path + ".io.h5").root
            let outputs = try model.predict(answers.tensors("x"))
            let expected = try answers.tensors("y")
            guard outputs.count == expected.count else { return .fails("\(outputs.count) outputs for \(expected.count)") }
            let distance = zip(outputs, expected).map(Agreement.distance).max() ?? 0
            return distance < 1e-4 ? .agrees : .fails("differs by \(distance)")
        } catch KerasError.unknownLayer(_, _, let className, _) {
            return .fails("unknown layer \(className)")
        } catch KerasError.unreadableFunction {
            return .fails("unknown function of a Lambda")
        } catch KerasError.option(_, _, let className, let option, _, _) {
            return .fails("option \(option) of \(className)")
        } catch KerasError.notAModel {
            return .isNoModel
        } catch {
            return .fails("\(error)".replacingOccurrences(of: path, with: ""))
        }
    }
}
