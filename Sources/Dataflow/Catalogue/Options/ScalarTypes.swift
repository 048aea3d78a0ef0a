extension OptionType<Bool> {
    public static var bool: OptionType<Bool> {
        OptionType("true or false", standIn: false) { value, faults in
            if case .bool(let bool) = value.content { return bool }
            var advice = ""
            if case .text(let text) = value.content {
                switch text.lowercased() {
                case "yes", "on", "y", "true": advice = "; write true"
                case "no", "off", "n", "false": advice = "; write false"
                default: break
                }
            }
            faults.expected("true or false", at: value, advice)
            return nil
        }
    }
}

extension OptionType<Int> {
    public static func integer(in range: ClosedRange<Int> = .min ... .max) -> OptionType<Int> {
        let description =
            "integer"
            + bounds(range.lowerBound == .min ? nil : range.lowerBound, range.upperBound == .max ? nil : range.upperBound)
        let standIn = range.contains(0) ? 0 : range.lowerBound > 0 ? range.lowerBound : range.upperBound
        return OptionType(description, standIn: standIn) { value, faults in
            switch value.content {
            case .integer(let integer) where range.contains(integer): return integer
            case .text(let text) where Int(text).map(String.init) == text:
                faults.expected(description, at: value, "; write it without quotes")
            default: faults.expected(description, at: value)
            }
            return nil
        }
    }

    public static func integer(in range: PartialRangeFrom<Int>) -> OptionType<Int> {
        integer(in: range.lowerBound ... .max)
    }
}

extension OptionType<Double> {
    /// A finite number; whole numbers may be written without a point.
    public static func number(
        in range: ClosedRange<Double> = -Double.greatestFiniteMagnitude ... .greatestFiniteMagnitude
    ) -> OptionType<Double> {
        let limit = Double.greatestFiniteMagnitude
        let description =
            "number"
            + bounds(
                range.lowerBound == -limit ? nil : brief(range.lowerBound),
                range.upperBound == limit ? nil : brief(range.upperBound))
        return OptionType(description, standIn: range.contains(0) ? 0 : range.lowerBound, show: brief) { value, faults in
            switch value.content {
            case .integer(let integer) where range.contains(Double(integer)): return Double(integer)
            case .number(let number) where range.contains(number): return number
            case .text(let text) where Double(text).map(brief) == text:
                faults.expected(description, at: value, "; write it without quotes")
            default: faults.expected(description, at: value)
            }
            return nil
        }
    }

    public static func number(in range: PartialRangeFrom<Double>) -> OptionType<Double> {
        number(in: range.lowerBound ... .greatestFiniteMagnitude)
    }
}

/// ` ≥ 1`, ` ≤ 9`, ` from 1 to 9`, or nothing.
private func bounds(_ lower: (some CustomStringConvertible)?, _ upper: (some CustomStringConvertible)?) -> String {
    switch (lower, upper) {
    case (let lower?, let upper?): " from \(lower) to \(upper)"
    case (let lower?, nil): " ≥ \(lower)"
    case (nil, let upper?): " ≤ \(upper)"
    case (nil, nil): ""
    }
}

/// 1 rather than 1.0.
private func brief(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
}
