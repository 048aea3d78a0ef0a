/// How an option's value is read, checked and shown.
public struct OptionType<Value: Sendable>: Sendable {
    /// What may be written, as messages and the table of `framerill stages` say it: "integer ≥ 1".
    public let description: String
    /// A harmless value of the type. Reading goes on with it after a fault, so that all faults are found at once;
    /// what was made with it is thrown away.
    public let standIn: Value
    /// Reads the value, or notes what is wrong and returns nil.
    public let read: @Sendable (OptionValue, inout OptionFaults) -> Value?
    /// A value as the user would write it: for defaults in tables.
    public let show: @Sendable (Value) -> String

    public init(
        _ description: String, standIn: Value, show: @escaping @Sendable (Value) -> String = { "\($0)" },
        read: @escaping @Sendable (OptionValue, inout OptionFaults) -> Value?
    ) {
        self.description = description
        self.standIn = standIn
        self.show = show
        self.read = read
    }

    /// The same option refined to another type; `convert` throws a text that says what is wrong (`OptionRefusal`).
    public func converted<Other: Sendable>(
        to description: String, standIn: Other, show: @escaping @Sendable (Other) -> String = { "\($0)" },
        _ convert: @escaping @Sendable (Value) throws(OptionRefusal) -> Other
    ) -> OptionType<Other> {
        OptionType<Other>(description, standIn: standIn, show: show) { [read] value, faults in
            guard let first = read(value, &faults) else { return nil }
            do throws(OptionRefusal) {
                return try convert(first)
            } catch {
                faults.add(at: value.mark, error.message)
                return nil
            }
        }
    }
}

/// Why a value that is well formed can't be taken.
public struct OptionRefusal: Error, Sendable, CustomStringConvertible {
    public var message: String
    public var description: String { message }

    public init(_ message: String) {
        self.message = message
    }
}
