import Datasets
import Foundation
import HDF5

/// What `framerill dataset info` tells of a file.
struct ExampleFileInfo: Encodable {
    struct Set: Encodable {
        let name: String
        let examples: Int
        let shape: [Int]
        let type: String
        let labelType: String
        /// In the order of the classes.
        let perClass: [Int]
        let least: Double?
        let greatest: Double?
        let mean: Double?
        let notFinite: Int
        let uniform: [Int]
        let unreadable: [Int]
        let damage: String?
    }

    let file: String
    let classes: [String]
    let classType: String
    /// Whether the program that wrote it never closed it.
    let isMarkedOpen: Bool
    let sets: [Set]

    var isWhole: Bool { sets.allSatisfy(\.unreadable.isEmpty) }

    init(reading path: String) throws {
        let (file, isMarkedOpen) = try Self.open(path)
        (self.file, self.isMarkedOpen) = (path, isMarkedOpen)
        classes = file.classes.texts
        classType =
            switch file.classes {
            case .numbers: "numbers"
            case .names: "names"
            }
        let progress = ProgressBar()
        sets = file.sets.map { set in
            let survey = ExampleSurvey(set, classes: file.classes.count) { progress?.show($0, of: set.count, "examples") }
            return Set(
                name: set.name, examples: set.count, shape: set.itemShape, type: "\(set.elementType)",
                labelType: "\(set.labelType)", perClass: survey.perClass, least: survey.range?.lowerBound,
                greatest: survey.range?.upperBound, mean: survey.mean.isFinite ? survey.mean : nil, notFinite: survey.notFinite,
                uniform: survey.uniform, unreadable: survey.unreadable, damage: survey.damage.map { "\($0)" })
        }
        progress?.clear()
    }

    private static func open(_ path: String) throws(HDF5Error) -> (ExampleFile, isMarkedOpen: Bool) {
        do {
            return (try ExampleFile(reading: path), false)
        } catch {
            guard case .unreadable(_, .openForWriting) = error else { throw error }
            return (try ExampleFile(reading: path, evenIfMarkedOpen: true), true)
        }
    }

    /// For people.
    var text: String {
        var lines = ["\(file): \(classes.count) classes, by \(classType == "names" ? "name" : "number")"]
        if isMarkedOpen {
            lines.append(
                "marked as open for writing: the program that wrote it didn't close it, and what it wrote last may be missing; "
                    + "clear the mark with `h5clear -s \(file)` (Debian package hdf5-tools)")
        }
        for set in sets { lines += text(of: set) }
        return lines.joined(separator: "\n")
    }

    private func text(of set: Set) -> [String] {
        let shape = set.shape.map(String.init).joined(separator: "×")
        var line = "\(set.name): \(set.examples) examples of \(shape), \(set.type)"
        if let least = set.least, let greatest = set.greatest, let mean = set.mean {
            line += String(format: " from %g to %g, %.4g in the mean", least, greatest, mean)
        }
        var lines = [line + "; labels \(set.labelType)"]
        let names = max(5, classes.map(\.count).max() ?? 0)
        lines.append("  \(Self.padded("class", names))  examples")
        for (name, count) in zip(classes, set.perClass) {
            let share = String(format: "%.1f %%", Double(count) / Double(max(set.examples, 1)) * 100)
            lines.append("  \(Self.padded(name, names))  \(Self.padded("\(count)", 8))  \(share)")
        }
        if set.notFinite > 0 { lines.append("  \(set.notFinite) numbers are infinite, or not a number") }
        if !set.uniform.isEmpty { lines.append("  of one number throughout: \(Self.list(set.uniform))") }
        if let damage = set.damage { lines.append("  can't be read: \(Self.list(set.unreadable)): \(damage)") }
        return lines
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 0))
    }

    /// At most eight of them.
    private static func list(_ examples: [Int]) -> String {
        let shown = examples.prefix(8).map { "\($0)" }.joined(separator: ", ")
        return "\(examples.count == 1 ? "example" : "\(examples.count) examples:") \(shown)" + (examples.count > 8 ? ", …" : "")
    }
}
