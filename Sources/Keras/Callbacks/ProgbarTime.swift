import Foundation

/// How Keras' progress bar spells times, given in seconds, and counts.
enum ProgbarTime {
    static func whole(_ seconds: Double) -> String { String(format: "%.0fs", seconds) }

    /// ` 12ms/step`
    static func each(_ seconds: Double, _ unit: String) -> String {
        if seconds >= 1 || seconds == 0 { return String(format: " %.0fs/", seconds) + unit }
        if seconds >= 1e-3 { return String(format: " %.0fms/", seconds * 1e3) + unit }
        return String(format: " %.0fus/", seconds * 1e6) + unit
    }

    /// `9s`, `2:05`, `1:00:09`
    static func left(_ seconds: Double) -> String {
        let whole = Int(seconds)
        if seconds > 3600 { return String(format: "%d:%02d:%02d", whole / 3600, whole % 3600 / 60, whole % 60) }
        return seconds > 60 ? String(format: "%d:%02d", whole / 60, whole % 60) : "\(whole)s"
    }

    /// As wide as `other`.
    static func padded(_ number: Int, as other: Int) -> String { padded(number, width: "\(other)".count) }

    static func padded(_ number: Int, width: Int) -> String {
        let digits = "\(number)"
        return String(repeating: " ", count: max(width - digits.count, 0)) + digits
    }
}
