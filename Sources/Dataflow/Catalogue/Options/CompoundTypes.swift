extension OptionType {
    /// A list of values of one type; every faulty element is reported. `count` says how many there may be.
    public static func list<Element>(of element: OptionType<Element>, count: ClosedRange<Int> = 0 ... .max) -> OptionType<
        [Element]
    >
    where Value == [Element] {
        let length =
            switch (count.lowerBound, count.upperBound) {
            case (0, .max): ""
            case (let exact, let same) where exact == same: ", exactly \(exact)"
            case (let least, .max): ", at least \(least)"
            case (let least, let most): ", \(least) to \(most)"
            }
        let description = "list of (\(element.description))\(length)"
        let standIn = [Element](repeating: element.standIn, count: count.lowerBound)
        let show: @Sendable ([Element]) -> String = { "[\($0.map(element.show).joined(separator: ", "))]" }
        return OptionType(description, standIn: standIn, show: show) { value, faults in
            guard case .list(let values) = value.content else {
                faults.expected(description, at: value)
                return nil
            }
            guard count.contains(values.count) else {
                faults.add(at: value.mark, "expected \(description), found \(values.count)")
                return nil
            }
            let read = values.map { element.read($0, &faults) }
            let good = read.compactMap { $0 }
            return good.count == read.count ? good : nil
        }
    }

    /// Names of the user's choice with values of one type, in the order written.
    public static func map<Element>(of element: OptionType<Element>) -> OptionType<[NamedOption<Element>]>
    where Value == [NamedOption<Element>] {
        let description = "map of name to (\(element.description))"
        let show: @Sendable ([NamedOption<Element>]) -> String = { named in
            "{\(named.map { "\($0.name): \(element.show($0.value))" }.joined(separator: ", "))}"
        }
        return OptionType(description, standIn: [], show: show) { value, faults in
            guard case .map(let map) = value.content else {
                faults.expected(description, at: value)
                return nil
            }
            let read = map.entries.map { entry in element.read(entry.value, &faults).map { NamedOption(entry.key, $0) } }
            let good = read.compactMap { $0 }
            return good.count == read.count ? good : nil
        }
    }

    /// A map with options of its own, read as strictly as those of a stage.
    public static func record(
        _ description: String, options: [any DescribedOption], standIn: Value,
        show: @escaping @Sendable (Value) -> String = { "\($0)" },
        _ make: @escaping @Sendable (inout OptionReader) -> Value
    ) -> OptionType<Value> {
        let described = options.map(\.description)
        return OptionType("\(description) {\(described.map(\.name).joined(separator: ", "))}", standIn: standIn, show: show) {
            value, faults in
            guard case .map(let map) = value.content else {
                faults.expected("\(description) {\(described.map(\.name).joined(separator: ", "))}", at: value)
                return nil
            }
            var reader = OptionReader(map, stage: nil, options: described)
            let made = make(&reader)
            let problems = reader.finish()
            for problem in problems { faults.add(at: problem.mark, problem.message) }
            return problems.isEmpty ? made : nil
        }
    }

    /// The type, or nothing: YAML's `null` reads as nil.
    public static func optional<Wrapped>(_ type: OptionType<Wrapped>) -> OptionType<Wrapped?> where Value == Wrapped? {
        let show: @Sendable (Wrapped?) -> String = { $0.map(type.show) ?? "none" }
        return OptionType(type.description, standIn: nil, show: show) { value, faults in
            if case .null = value.content { return .some(nil) }
            return type.read(value, &faults).map { .some($0) }
        }
    }
}

/// One entry of an option that maps names of the user's choice to values.
public struct NamedOption<Value: Sendable>: Sendable {
    public var name: String
    public var value: Value

    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }
}
