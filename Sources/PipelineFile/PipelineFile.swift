public import Dataflow

/// A pipeline as a YAML file describes it.
///
/// ```yaml
/// name: car-detection                 # optional
/// run: { stall-after: 30s }           # optional
/// stages:
///   - load: { path: data/frames }
///   - infer:
///       model: data/models/road.h5
///       batch: 4
///   - nms                             # a stage without options
///   - store: { images: out/%s.jpg }
/// ```
///
/// Reading a file only needs it to be YAML; whether it describes a pipeline is for `check` to say, with all that is wrong at
/// once. Nothing is opened before that but the file itself.
public struct PipelineFile: Sendable {
    /// The file's name as the user gave it, for messages.
    public let path: String
    let definition: PipelineDefinition

    /// Reads a pipeline from its text.
    ///
    /// - Parameter path: what messages call it.
    /// - Throws: `PipelineFileError` where it is empty or not YAML.
    public init(text: String, path: String) throws(PipelineFileError) {
        self.path = path
        var reader = YAMLReader { .file(path, line: $0, column: $1) }
        guard let root = reader.read(text) else {
            guard reader.problems.isEmpty else { throw PipelineFileError(reader.problems) }
            throw PipelineFileError([
                PipelineProblem(
                    at: .file(path, line: 1, column: 1), "expected \"stages:\" with a list of stages, found an empty file")
            ])
        }
        definition = PipelineDefinition(root, problems: reader.problems)
    }

    /// Reads a pipeline file.
    ///
    /// - Throws: `PipelineFileError` where it can't be read, is not UTF-8, is larger than a mebibyte, empty, or not YAML.
    public init(path: String) throws(PipelineFileError) {
        try self.init(text: FileText.read(path), path: path)
    }

    /// Checks each stage by itself, its name and its options, and not whether the stages make a pipeline: for a fragment such as
    /// the example of a catalogue's entry.
    public func checkStages<Payload>(against catalogue: StageCatalogue<Payload>) throws(PipelineFileError) {
        var checker = PipelineChecker(catalogue, problems: definition.problems)
        checker.checkStages(definition)
        guard checker.problems.isEmpty else { throw PipelineFileError(checker.problems) }
    }

    /// Checks the file against a catalogue: that its stages and options exist and have values that they take, that the stages
    /// fit together, and what each can check beforehand.
    ///
    /// - Parameter overrides: values that replace those of the file, applied in order before anything is checked.
    /// - Throws: `PipelineFileError` with every problem.
    public func check<Payload>(
        against catalogue: StageCatalogue<Payload>, overrides: [PipelineOverride] = []
    ) throws(PipelineFileError) -> PipelinePlan<Payload> {
        var definition = definition
        for (index, override) in overrides.enumerated() {
            definition.apply(override, at: .argument(override.label, index: index), catalogue)
        }
        var checker = PipelineChecker(catalogue, problems: definition.problems)
        let stages = checker.check(definition)
        var problems = checker.problems
        let run = RunSettings(definition.run, &problems)
        guard problems.isEmpty else { throw PipelineFileError(problems) }
        return PipelinePlan(name: definition.name, path: path, run: run, stages: stages)
    }
}
