import Dataflow
import Foundation
import Synchronization

/// One line at the bottom of a terminal: how many frames are done, how fast, how long it will take.
final class ProgressBar: Sendable {
    private let width = Mutex(0)

    /// Nil where standard error is no terminal: then nothing is to be drawn.
    init?() {
        guard isatty(STDERR_FILENO) == 1 else { return nil }
    }

    func show(_ snapshot: RunSnapshot) {
        draw(Self.line(snapshot))
    }

    func show(_ done: Int, of total: Int?, _ things: String) {
        draw(total.map { "\(done)/\($0) \(things)" } ?? "\(done) \(things)")
    }

    func clear() {
        draw("")
    }

    /// `[=====>    ] 24/48 frames  31.2/s  0:12 left`, without the bar and the rest where the source doesn't know its end.
    static func line(_ snapshot: RunSnapshot) -> String {
        let rate = String(format: "%.1f/s", snapshot.rate)
        let stopping = snapshot.isStopping ? "  stopping" : ""
        guard let expected = snapshot.expectedCount, expected > 0 else {
            return "\(snapshot.settled) frames  \(rate)\(stopping)"
        }
        let share = min(Double(snapshot.settled) / Double(expected), 1)
        let filled = Int(share * 30)
        let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: 30 - filled)
        var line = "[\(bar)] \(snapshot.settled)/\(expected) frames  \(rate)"
        if snapshot.settled > 0, !snapshot.isStopping {
            let left = snapshot.elapsed / .seconds(1) / Double(snapshot.settled) * Double(expected - snapshot.settled)
            line += "  \(clock(left)) left"
        }
        return line + stopping
    }

    private static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        let tail = String(format: "%02d", whole % 60)
        return hours > 0 ? String(format: "%d:%02d:", hours, minutes) + tail : "\(minutes):\(tail)"
    }

    /// Over the last line, blanks where that was longer.
    private func draw(_ line: String) {
        let padding = width.withLock { width in
            defer { width = line.count }
            return max(width - line.count, 0)
        }
        let blanks = String(repeating: " ", count: padding)
        FileHandle.standardError.write(Data("\r\(line)\(blanks)\(line.isEmpty ? "\r" : "")".utf8))
    }
}
