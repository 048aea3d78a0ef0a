extension OptionType<Duration> {
    /// A time span: a number of seconds, or a number with its unit, `250ms`, `2s`, `1.5min`, `1h`.
    public static func duration(atLeast least: Duration = .zero) -> OptionType<Duration> {
        let description = "time (0.5, 250ms, 2s, 5min, 1h)" + (least > .zero ? " ≥ \(shown(least))" : "")
        return OptionType(description, standIn: least, show: shown) { value, faults in
            let seconds: Double? =
                switch value.content {
                case .integer(let seconds): Double(seconds)
                case .number(let seconds): seconds
                case .text(let text): Self.seconds(text)
                default: nil
                }
            // Beyond a thousand years there is nothing to wait for.
            if let seconds, seconds.isFinite, seconds < 3e10, .seconds(seconds) >= least { return .seconds(seconds) }
            faults.expected(description, at: value)
            return nil
        }
    }

    private static let units: [(name: String, seconds: Double)] = [("ms", 1e-3), ("min", 60), ("s", 1), ("h", 3600)]

    private static func seconds(_ text: String) -> Double? {
        for unit in units where text.hasSuffix(unit.name) {
            return Double(text.dropLast(unit.name.count)).map { $0 * unit.seconds }
        }
        return nil
    }

    /// In the largest unit of which it is a whole number: `250ms`, `2s`.
    private static func shown(_ duration: Duration) -> String {
        let milliseconds = duration / .milliseconds(1)
        guard milliseconds == milliseconds.rounded(), milliseconds >= 1 else { return "\(duration / .seconds(1))" }
        return milliseconds.truncatingRemainder(dividingBy: 1000) == 0
            ? "\(Int(milliseconds / 1000))s" : "\(Int(milliseconds))ms"
    }
}
