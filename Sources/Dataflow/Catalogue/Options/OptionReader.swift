/// Reads the options of one stage strictly: each fault is noted with its place, and so is every key that is not an option.
///
/// Reading never stops at a fault; it goes on with a stand-in value, and what was made is thrown away in the end.
public struct OptionReader: Sendable {
    private let map: OptionMap
    private let stage: String?
    private let options: [OptionDescription]
    /// Keys that the framework reads itself.
    private let reserved: [String]
    private var problems: [PipelineProblem] = []
    private var read: Set<String> = []

    /// - Parameters:
    ///   - stage: the stage's name for messages, nil inside a nested map.
    ///   - options: all options that may stand in the map.
    ///   - reserved: further keys that may stand there and are read elsewhere.
    public init(_ map: OptionMap, stage: String?, options: [OptionDescription], reserved: [String] = []) {
        self.map = map
        self.stage = stage
        self.options = options
        self.reserved = reserved
    }

    /// The option's value, its default where it is not given, and a stand-in where it is faulty or wrongly missing.
    ///
    /// An option that the stage did not declare is a fault of the program and traps.
    public mutating func read<Value>(_ option: StageOption<Value>) -> Value {
        precondition(
            options.contains(option.description),
            "stage \(stage ?? "?") reads the option \"\(option.name)\", which its entry does not declare")
        read.insert(option.name)
        guard let entry = map[option.name] else {
            if let value = option.defaultValue { return value }
            add(at: map.mark, "\"\(option.name)\" is missing; expected \"\(option.name)\": \(option.type.description)")
            return option.type.standIn
        }
        var faults = OptionFaults()
        let value = option.type.read(entry.value, &faults)
        for fault in faults.found { add(at: fault.mark, "\"\(option.name)\": \(fault.message)") }
        return value ?? option.type.standIn
    }

    /// Whether the option is written, be it with its default.
    public func isGiven(_ option: some DescribedOption) -> Bool {
        map[option.description.name] != nil
    }

    /// Notes a problem with an option whose value alone is fine: two that exclude each other, a file that doesn't fit.
    /// It stands at the option's value, or at the stage where the option is not given.
    public mutating func refuse(_ option: some DescribedOption, _ message: String) {
        let name = option.description.name
        add(at: map[name]?.value.mark ?? map.mark, "\"\(name)\": \(message)")
    }

    /// Notes a problem with the stage as a whole.
    public mutating func refuse(_ message: String) {
        add(at: map.mark, message)
    }

    /// All problems: those noted so far, and the keys that are no option.
    public consuming func finish() -> [PipelineProblem] {
        let known = options.map(\.name)
        for entry in map.entries where !known.contains(entry.key) && !reserved.contains(entry.key) {
            var advice = Suggestion.advice(for: entry.key, among: known)
            if let near = Suggestion.nearest(to: entry.key, among: known + reserved) { advice = "; did you mean \"\(near)\"?" }
            if known.isEmpty, advice.isEmpty { advice = "; this stage has no options of its own" }
            add(at: entry.keyMark, "\"\(entry.key)\" is not an option\(advice)")
        }
        return problems
    }

    /// Declared options that were not read: a contract test of a stage finds here what its entry promises in vain.
    public var unread: [String] {
        options.map(\.name).filter { !read.contains($0) }
    }

    private mutating func add(at mark: SourceMark, _ message: String) {
        problems.append(PipelineProblem(at: mark, stage: stage, message))
    }
}
