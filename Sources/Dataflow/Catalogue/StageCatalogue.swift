/// The stages that a pipeline file can name, in the order in which they are listed to the user.
public struct StageCatalogue<Payload: Sendable>: Sendable {
    public let entries: [StageEntry<Payload>]
    /// What `when:` can ask of a payload; `nil` where it can't ask anything.
    public let condition: OptionType<PayloadCondition<Payload>>?

    /// Traps where two entries have one name, or an entry breaks the rules of names: that is a fault of the program.
    public init(_ entries: [StageEntry<Payload>], condition: OptionType<PayloadCondition<Payload>>? = nil) {
        self.condition = condition
        var names: Set<String> = []
        for entry in entries {
            precondition(names.insert(entry.name).inserted, "the catalogue has two stages named \"\(entry.name)\"")
            precondition(StageName.isValid(entry.name), "\"\(entry.name)\" can't be a stage's name; \(StageName.rule)")
            var options: Set<String> = []
            for option in entry.options {
                precondition(
                    options.insert(option.name).inserted && !CommonOptions.names.contains(option.name),
                    "stage \"\(entry.name)\" declares the option \"\(option.name)\" twice, or it is one that every stage takes")
            }
        }
        self.entries = entries
    }

    public subscript(name: String) -> StageEntry<Payload>? {
        entries.first { $0.name == name }
    }

    public var names: [String] { entries.map(\.name) }

    /// The option `when:`, where the catalogue has one.
    package var when: StageOption<PayloadCondition<Payload>?>? {
        condition.map {
            StageOption(
                optional: CommonOptions.conditionName, $0, absent: "all items", "which of the items it reads the stage takes")
        }
    }

    /// The options that stages of a kind take besides their own.
    public func commonOptions(for kind: StageKind) -> [OptionDescription] {
        CommonOptions.descriptions(for: kind) + (kind == .source ? [] : [when?.description].compactMap(\.self))
    }

    /// The stages that may fill a slot.
    public func writers(of slot: SlotName) -> [String] {
        entries.filter { $0.writes.contains(slot) }.map(\.name)
    }
}

/// A question about a payload that has a yes or a no.
public struct PayloadCondition<Payload: Sendable>: Sendable {
    /// The slots that it looks at.
    public let reads: Set<SlotName>
    public let holds: @Sendable (Payload) -> Bool

    public init(reads: Set<SlotName> = [], holds: @escaping @Sendable (Payload) -> Bool) {
        self.reads = reads
        self.holds = holds
    }
}

/// How a stage may be called, in a catalogue and by `name:` in a pipeline.
public enum StageName {
    public static let rule = "expected a letter, then letters, digits, \"-\" or \"_\""

    public static func isValid(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, first.properties.isAlphabetic, name.count <= 64 else { return false }
        return name.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_"
        }
    }
}
