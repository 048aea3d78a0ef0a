public import Dataflow

/// A value that replaces one of the pipeline file: `--set infer.batch=4`, `--input frames`.
public struct PipelineOverride: Sendable, Hashable {
    public enum Target: Sendable, Hashable {
        /// The stage of this name, or else the only one of this type.
        case stage(String)
        /// The first stage.
        case source
        /// The last stage.
        case sink
        /// What stands under `run:`.
        case run
    }

    public enum Value: Sendable, Hashable {
        /// Read as in a pipeline file: `4`, `true`, `[1, 2]`, `{a: 1}`; what isn't a list, a map or quoted stands for itself, so that
        /// `*.jpg` and `a: b` need no quotes.
        case yaml(String)
        /// Text, whatever it looks like.
        case text(String)
    }

    public var target: Target
    /// The option; more than one name for an option inside a map.
    public var option: [String]
    public var value: Value
    /// How the user wrote it, for messages.
    public var label: String

    public init(_ target: Target, option: [String], _ value: Value, label: String) {
        self.target = target
        self.option = option
        self.value = value
        self.label = label
    }

    /// Reads `STAGE.OPTION=VALUE`.
    ///
    /// - Parameter flag: what the user wrote before it, for messages.
    /// - Throws: `PipelineProblem` where it has another form.
    public init(parsing argument: String, flag: String = "--set", index: Int = 0) throws(PipelineProblem) {
        label = "\(flag) \(argument)"
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let names = parts[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, names.count >= 2, names.allSatisfy({ !$0.isEmpty }) else {
            throw PipelineProblem(at: .argument(label, index: index), "expected STAGE.OPTION=VALUE, as in \"infer.batch=4\"")
        }
        target = .stage(names[0])
        option = Array(names.dropFirst())
        value = .yaml(String(parts[1]))
    }
}
