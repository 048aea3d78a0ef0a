/// The stages that a pipeline file can name, in the order in which they are listed to the user.
public struct StageCatalogue<Payload: Sendable>: Sendable {
    public let entries: [StageEntry<Payload>]

    /// Traps where two entries have one name, or an entry breaks the rules of names: that is a fault of the program.
    public init(_ entries: [StageEntry<Payload>]) {
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

    /// The stages that may fill a slot.
    public func writers(of slot: SlotName) -> [String] {
        entries.filter { $0.writes.contains(slot) }.map(\.name)
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
