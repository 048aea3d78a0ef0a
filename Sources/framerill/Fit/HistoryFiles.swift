import Foundation
import Imaging
import Keras

/// Writes the numbers of all epochs to a table as soon as each has ended, and draws them once training has.
///
/// What can't be written doesn't end a training: it is told at the end, when the model is safe.
final class HistoryFiles: TrainingCallback {
    private let places: HistoryArguments.Places
    private var table: HistoryTable
    private var hasBegun = false
    private var fault: (any Error)?

    /// - Parameter earlier: what was told of a training that this one goes on with.
    init(_ places: HistoryArguments.Places, goingOnFrom earlier: HistoryTable?) {
        (self.places, table) = (places, earlier ?? HistoryTable())
    }

    func epochBegins(_ epoch: Int, _ model: CompiledModel) {
        guard !hasBegun else { return }
        hasBegun = true
        // A training that was broken off has told of its epochs so far.
        guard epoch > 0, var told = HistoryTable(contentsOf: places.table) else { return }
        told.goBack(to: epoch)
        table = told
    }

    func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ model: CompiledModel) {
        table.add(epoch, logs)
        keepFault {
            do throws(ImagingError) {
                try WholeFile.write(Array(table.csv.utf8), to: places.table)
            } catch {
                guard case .unwritable(let path, let reason) = error else { throw error }
                throw UnwrittenTable(path: path, reason: reason)
            }
        }
    }

    /// Draws the charts.
    ///
    /// - Throws: the first of what couldn't be written.
    func finish() throws {
        if !table.isEmpty, !places.charts.isEmpty {
            keepFault {
                let figure = try table.chart.figure()
                for path in places.charts { keepFault { try figure.write(to: path) } }
            }
        }
        if let fault { throw fault }
    }

    private func keepFault(_ work: () throws -> Void) {
        do {
            try work()
        } catch {
            fault = fault ?? error
        }
    }
}

/// The operating system didn't take the table.
private struct UnwrittenTable: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String {
        "\(path): expected to write the table of epochs, found: \(reason); check the folder and its free space, the model isn't concerned"
    }
}

extension HistoryTable {
    /// The table in a file; nil where there is none.
    init?(contentsOf path: String) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        self.init(csv: text)
    }
}
