import Dataflow

extension OptionType<SIMD3<Float>> {
    /// One number for all three channels, or a list of three; a number may be a fraction such as `1/255`.
    static var perChannel: OptionType<SIMD3<Float>> {
        let description = "number, fraction (1/255), or list of three"
        return OptionType(description, standIn: .zero, show: shown) { value, faults in
            let parts: [OptionValue] =
                switch value.content {
                case .list(let values) where values.count == 3: values
                default: [value, value, value]
                }
            let numbers = parts.compactMap(number)
            guard numbers.count == 3 else {
                faults.expected(description, at: value)
                return nil
            }
            return SIMD3(numbers[0], numbers[1], numbers[2])
        }
    }

    private static func number(_ value: OptionValue) -> Float? {
        let number: Double? =
            switch value.content {
            case .integer(let integer): Double(integer)
            case .number(let number): number
            case .text(let text): fraction(text)
            default: nil
            }
        return number.map(Float.init).flatMap { $0.isFinite ? $0 : nil }
    }

    private static func fraction(_ text: String) -> Double? {
        let sides = text.split(separator: "/", omittingEmptySubsequences: false).map { Double($0) }
        guard sides.count == 2, let above = sides[0], let below = sides[1] else { return nil }
        return above / below
    }

    private static func shown(_ value: SIMD3<Float>) -> String {
        let parts = [value.x, value.y, value.z].map { number in
            number == 1 / 255 ? "1/255" : Int(exactly: number).map(String.init) ?? "\(number)"
        }
        return Set(parts).count == 1 ? parts[0] : "[\(parts.joined(separator: ", "))]"
    }
}
