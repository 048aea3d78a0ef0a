import Foundation
package import Training

/// The text that Keras prints of a training, piece by piece: what it is told of is what Keras' `ProgbarLogger` is told of.
///
/// A bar is written over the one before it, with as many backspaces as that was long and a carriage return; it is shown again after 0.05 s
/// at the earliest. Source: `keras/utils/generic_utils.py` of tf.keras 2.21, `keras/src/utils/progbar.py` of Keras 3.15.
package struct Progbar {
    private static let interval = Duration.milliseconds(50)

    private let generation: KerasGeneration
    private let verbosity: Verbosity
    private let epochs: Int
    /// How many steps an epoch has; nil until it is known.
    private var target: Int?
    private var seen = 0
    private var start = Duration.zero
    private var lastShown: Duration?
    private var firstStepEnd: Duration?
    /// Of the bar that stands there.
    private var width = 0

    package init(_ generation: KerasGeneration, _ verbosity: Verbosity, epochs: Int, steps: Int? = nil) {
        (self.generation, self.verbosity, self.epochs, target) = (generation, verbosity, epochs, steps)
    }

    package mutating func epochBegins(_ epoch: Int, at now: Duration) -> String {
        (seen, start, lastShown, firstStepEnd, width) = (0, now, nil, nil, 0)
        return verbosity != .silent && epochs > 1 ? "Epoch \(epoch + 1)/\(epochs)\n" : ""
    }

    /// - Parameter steps: how many the epoch has, where that is known.
    package mutating func batchEnded(_ step: Int, of steps: Int?, _ logs: TrainingLogs, at now: Duration) -> String {
        (target, seen) = (steps ?? target, step + 1)
        guard verbosity == .bar else { return "" }
        return bar(seen, logs, at: now, isLast: false)
    }

    package mutating func epochEnded(_ logs: TrainingLogs, at now: Duration) -> String {
        let steps = target ?? seen
        target = steps
        switch verbosity {
        case .silent: return ""
        case .bar: return bar(steps, logs, at: now, isLast: true)
        case .line: return line(steps, logs, at: now)
        }
    }

    /// Ends the line of an epoch that was broken off.
    package mutating func trainingEnded() -> String {
        defer { lastShown = nil }
        return lastShown == nil ? "" : "\n"
    }

    private mutating func bar(_ current: Int, _ logs: TrainingLogs, at now: Duration, isLast: Bool) -> String {
        let isDue = lastShown.map { now - $0 >= Self.interval } ?? true
        // Keras 3 looks at the time of a step also when it doesn't show it.
        guard isDue || isLast || generation == .three else { return "" }
        let step = stepTime(current, at: now)
        guard isDue || isLast else { return "" }
        let left = isLast ? nil : target.map { ProgbarTime.left(step * Double($0 - current)) }
        let passed = ProgbarTime.whole((now - start) / .seconds(1))
        let each = ProgbarTime.each(step, "step")
        let (plain, shown): (Int, String)
        switch generation {
        case .two:
            shown = "\(counted(current)) - \(left.map { "ETA: \($0)" } ?? passed + each)\(numbers(logs))"
            plain = shown.unicodeScalars.count
        case .three:
            shown = "\(counted(current)) \u{1B}[1m\(left ?? passed)\u{1B}[0m\(each)\(numbers(logs))"
            plain = shown.unicodeScalars.count - escapes(current)
        }
        let padding = String(repeating: " ", count: max(width - plain, 0))
        let text = String(repeating: "\u{8}", count: width) + "\r" + shown + padding + (isLast ? "\n" : "")
        (width, lastShown) = (plain, isLast ? nil : now)
        return text
    }

    private func line(_ current: Int, _ logs: TrainingLogs, at now: Duration) -> String {
        let seconds = (now - start) / .seconds(1)
        let each = ProgbarTime.each(seconds / Double(max(current, 1)), "step")
        let count = "\(ProgbarTime.padded(current, as: current))/\(current) - \(ProgbarTime.whole(seconds))"
        switch generation {
        case .two: return "\(count)\(numbers(logs, isLine: true)) -\(ProgbarTime.each(seconds, "epoch")) -\(each)\n"
        case .three: return "\(count) -\(each)\(numbers(logs, isLine: true))\n"
        }
    }

    /// The count of steps and the bar.
    private func counted(_ current: Int) -> String {
        guard let target else { return ProgbarTime.padded(current, width: 7) + "/Unknown" }
        let count = "\(ProgbarTime.padded(current, as: target))/\(target)"
        func run(_ sign: String, _ length: Int) -> String { String(repeating: sign, count: max(length, 0)) }
        switch generation {
        case .two:
            let done = part(current, of: 30)
            let head = done > 0 ? (current < target ? ">" : "=") : ""
            return "\(count) [\(run("=", done - 1))\(head)\(run(".", 30 - done))]"
        case .three:
            let done = part(current, of: 20)
            let green = done > 0 ? "\u{1B}[32m\(run("━", done))\u{1B}[0m" : ""
            return "\u{1B}[1m\(count)\u{1B}[0m \(green)\u{1B}[37m\(run("━", 20 - done))\u{1B}[0m"
        }
    }

    /// How many characters of Keras 3's line take no room.
    private func escapes(_ current: Int) -> Int {
        guard target != nil else { return 8 }
        return 8 + 9 + 8 + (part(current, of: 20) > 0 ? 9 : 0)
    }

    private func part(_ current: Int, of width: Int) -> Int {
        Int(Double(width) * (Double(current) / Double(max(target ?? 1, 1))))
    }

    private func numbers(_ logs: TrainingLogs, isLine: Bool = false) -> String {
        logs.entries.map { name, value in
            let isPlain = (isLine ? Double(value) : abs(Double(value))) > 1e-3
            // C writes the sign of what is no number.
            return " - \(name): " + (value.isNaN ? "nan" : String(format: isPlain ? "%.4f" : "%.4e", Double(value)))
        }.joined()
    }

    /// How long a step takes, in seconds, without the first one, which also prepares all others.
    private mutating func stepTime(_ current: Int, at now: Duration) -> Double {
        guard current > 0 else { return 0 }
        let time =
            if let firstStepEnd, current > 1 {
                (now - firstStepEnd) / .seconds(1) / Double(current - 1)
            } else {
                (now - start) / .seconds(1) / Double(current)
            }
        if current == 1 { firstStepEnd = now }
        return time
    }
}
