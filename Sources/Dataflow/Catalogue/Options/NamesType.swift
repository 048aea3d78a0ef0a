extension OptionType<[String]> {
    /// One name, or a list of several: `detect`, `[left, right]`.
    static var nameOrNames: OptionType<[String]> {
        let description = "stage or [stage, …]"
        let show: @Sendable ([String]) -> String = { $0.joined(separator: ", ") }
        return OptionType(description, standIn: [], show: show) { value, faults in
            let values: [OptionValue]
            switch value.content {
            case .text: values = [value]
            case .list(let list) where !list.isEmpty: values = list
            default:
                faults.expected(description, at: value)
                return nil
            }
            let names = values.map { OptionType<String>.text.read($0, &faults) }
            return names.contains(nil) ? nil : names.compactMap(\.self)
        }
    }
}
