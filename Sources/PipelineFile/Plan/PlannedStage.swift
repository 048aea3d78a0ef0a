public import Dataflow

/// A stage of a checked pipeline.
public struct PlannedStage<Payload: Sendable>: Sendable {
    /// Its name in the catalogue; its name in the pipeline is that of `settings`.
    public let type: String
    public let kind: StageKind
    public let settings: StageSettings
    /// The options as given, overrides included.
    public let options: OptionMap
    /// Where the stage stands in the file.
    public let mark: SourceMark
    public let blueprint: StageBlueprint<Payload>
    /// The stages that it reads from, by their places in the plan.
    public let inputs: [Int]
    /// Which of their items it takes; `nil` for all of them.
    public let condition: PayloadCondition<Payload>?
    public let reads: [SlotName]
    public let writes: [SlotName]
    public let removes: [SlotName]
    /// What the payload carries when it leaves the stage.
    public let slots: SlotTable

    public var name: String { settings.name }

    /// An error of the stage as a problem: at the option that it names, or else at the stage.
    func problem(_ error: any Error) -> PipelineProblem {
        let option = (error as? StageFault)?.option
        return PipelineProblem(at: option.flatMap { options[$0]?.value.mark } ?? mark, stage: name, "\(error)")
    }
}
