import Imaging
import Keras

/// The numbers of each epoch, as Keras' CSVLogger writes them: epochs count from 0, and from 0 again where a later training went on.
struct HistoryTable {
    private struct Row {
        let epoch: Int
        let numbers: [String: Float]
    }

    private var names: [String] = []
    private var rows: [Row] = []

    init() {}

    /// Reads a table; nil for a text that isn't one.
    init?(csv text: String) {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        guard let head = lines.first, head.first == "epoch" else { return nil }
        names = head.dropFirst().map(String.init)
        for line in lines.dropFirst() {
            guard let epoch = Int(line[0]), line.count == head.count else { return nil }
            let numbers = zip(names, line.dropFirst()).compactMap { name, text in Float(text).map { (name, $0) } }
            rows.append(Row(epoch: epoch, numbers: Dictionary(numbers) { $1 }))
        }
    }

    var isEmpty: Bool { rows.isEmpty }

    mutating func add(_ epoch: Int, _ logs: TrainingLogs) {
        names += logs.names.filter { !names.contains($0) }
        rows.append(Row(epoch: epoch, numbers: Dictionary(logs.entries.map { ($0.name, $0.value) }) { $1 }))
    }

    /// Takes away what the last training told of this epoch and of later ones: it goes on from there.
    mutating func goBack(to epoch: Int) {
        while let last = rows.last, last.epoch >= epoch {
            rows.removeLast()
            if last.epoch == 0 { return }
        }
    }

    var csv: String {
        let lines = rows.map { row in ["\(row.epoch)"] + names.map { name in row.numbers[name].map { "\($0)" } ?? "" } }
        return ([["epoch"] + names] + lines).map { $0.joined(separator: ",") + "\n" }.joined()
    }

    /// A panel for the loss and each metric, with its validation where there is one. Epochs count from 1, through all trainings.
    var chart: LineChart {
        let prefix = "val_"
        let bases = names.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
        let titles = bases.enumerated().filter { bases.firstIndex(of: $1) == $0 }.map(\.element)
        let panels = titles.map { title in
            let kinds = [
                ("training", title, Color(red: 0, green: 114, blue: 178)),
                ("validation", prefix + title, Color(red: 213, green: 94, blue: 0)),
            ]
            let series = kinds.filter { names.contains($0.1) }.map { kind, name, color in
                LineChart.Series(
                    kind, rows.enumerated().map { (Double($0 + 1), Double($1.numbers[name] ?? .nan)) }, color: color)
            }
            return LineChart.Panel(title, series)
        }
        return LineChart(panels, xTitle: "epoch")
    }
}
