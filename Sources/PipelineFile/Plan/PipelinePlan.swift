public import Dataflow

/// A pipeline that was checked and found sound, not yet built: no weight was read.
public struct PipelinePlan<Payload: Sendable>: Sendable {
    /// The pipeline's own name, where it has one.
    public let name: String?
    /// The file it comes from.
    public let path: String
    /// How its run is watched and stopped.
    public let run: RunSettings
    /// In the order of the file: each stands behind those that it reads from.
    public let stages: [PlannedStage<Payload>]

    /// Builds the stages in order, which reads weights and may take long, and joins them to a pipeline.
    ///
    /// - Throws: `PipelineFileError` at the stage that could not be built; those built before it are released.
    public func pipeline() async throws -> Pipeline {
        var graph = Dataflow.PipelineGraph()
        var ports: [Port<Payload>?] = []
        for stage in stages {
            let inputs = stage.inputs.compactMap { ports[$0] }.map { port in
                stage.condition.map { port.where($0.holds) } ?? port
            }
            do {
                ports.append(graph.add(try await stage.blueprint.build().running(as: stage), from: inputs))
            } catch let error as CancellationError {
                throw error
            } catch {
                throw PipelineFileError([stage.problem(error)])
            }
        }
        var pipeline = Pipeline(graph)
        pipeline.memoryLimit = run.memory
        try pipeline.validate()
        return pipeline
    }
}

extension PipelineNode {
    /// The node with the stage's settings. It must be of the kind that the catalogue promises, and a part that needs threads of
    /// its own must say so in its blueprint, or else it would run on the shared pool and hold up everything.
    fileprivate func running(as stage: PlannedStage<Payload>) -> PipelineNode {
        let (own, declared) = (settings.threads, stage.blueprint.defaults.threads)
        precondition(own == declared, "stage \(stage.type): its part runs on \(own) threads, its blueprint says \(declared)")
        switch (self, stage.kind) {
        case (.source(let source, _), .source): return .source(source, settings: stage.settings)
        case (.stage(let part, _), .transform): return .stage(part, settings: stage.settings)
        case (.join(let join, _), .join): return .join(join, settings: stage.settings)
        case (.sink(let sink, _), .sink): return .sink(sink, settings: stage.settings)
        default:
            preconditionFailure("stage \(stage.type): the catalogue calls it a \(stage.kind), what was built is another part")
        }
    }
}
