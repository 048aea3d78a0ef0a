/// Reads the options of one stage strictly: each fault is noted with its place, and so is every key that is not an option.
///
/// Reading never stops at a fault; it goes on with a stand-in value, and what was made is thrown away in the end.
public struct OptionReader: Sendable {
    private let map: OptionMap
    private let stage: String?
    private let options: [OptionDescription]
    private let common: [OptionDescription]
    private var problems: [PipelineProblem] = []
    private var read: Set<String> = []
    /// Whether no stand-in was handed out and no problem noted so far.
    public private(set) var isSound = true

    /// - Parameters:
    ///   - map: what the user wrote.
    ///   - stage: the stage's name for messages, nil inside a nested map.
    ///   - options: the options of the stage.
    ///   - common: those that every stage takes.
    public init(_ map: OptionMap, stage: String?, options: [OptionDescription], common: [OptionDescription] = []) {
        self.map = map
        self.stage = stage
        self.options = options
        self.common = common
    }

    /// The option's value, its default where it is not given, and a stand-in where it is faulty or wrongly missing.
    ///
    /// An option that the stage did not declare is a fault of the program and traps.
    public mutating func read<Value>(_ option: StageOption<Value>) -> Value {
        precondition(
            options.contains(option.description) || common.contains(option.description),
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
        if let value, faults.found.isEmpty { return value }
        isSound = false
        return option.type.standIn
    }

    /// Whether the option is written, be it with its default.
    public func isGiven(_ option: some DescribedOption) -> Bool {
        map[option.description.name] != nil
    }

    /// How many items the user wants the stage to work on at once; nil where nothing is said, or nothing sound: that is told when the
    /// settings of the stage are read.
    public var wantedWorkers: Int? {
        var faults = OptionFaults()
        let workers = map[CommonOptions.workers.name].flatMap { CommonOptions.workers.type.read($0.value, &faults) }
        return faults.found.isEmpty ? workers ?? nil : nil
    }

    /// Notes a problem with an option whose value alone is fine: two that exclude each other, a file that doesn't fit.
    /// It stands at the option's value, or at the stage where the option is not given.
    public mutating func refuse(_ option: some DescribedOption, _ message: String) {
        let name = option.description.name
        add(at: map[name]?.value.mark ?? map.mark, "\"\(name)\": \(message)")
    }

    /// Notes a problem with an option that is written though it has no place here.
    public mutating func refuseIfGiven(_ option: some DescribedOption, _ message: String) {
        if isGiven(option) { refuse(option, message) }
    }

    /// Notes a fault that was thrown, at the option that it names or else at the stage.
    public mutating func refuse(_ error: any Error) {
        guard let fault = error as? StageFault else { return refuse("\(error)") }
        add(at: fault.option.flatMap { map[$0]?.value.mark } ?? map.mark, "\(fault)")
    }

    /// Notes a problem with the stage as a whole.
    public mutating func refuse(_ message: String) {
        add(at: map.mark, message)
    }

    /// All problems: those noted so far, and the keys that are no option.
    public consuming func finish() -> [PipelineProblem] {
        let own = options.map(\.name)
        let all = own + common.map(\.name)
        for entry in map.entries where !all.contains(entry.key) {
            let near = Suggestion.nearest(to: entry.key, among: all)
            let advice =
                near.map { "; did you mean \"\($0)\"?" } ?? "; expected \(Suggestion.alternatives(own.isEmpty ? all : own))"
            add(at: entry.keyMark, "\"\(entry.key)\" is not an option\(advice)")
        }
        return problems
    }

    /// Declared options that were not read: a contract test of a stage finds here what its entry promises in vain.
    public var unread: [String] {
        options.map(\.name).filter { !read.contains($0) }
    }

    private mutating func add(at mark: SourceMark, _ message: String) {
        isSound = false
        problems.append(PipelineProblem(at: mark, stage: stage, message))
    }
}
