import Dataflow

extension PipelinePlan {
    /// What the pipeline's results depend on: each stage's options, and the content of the files that they name. A run can go on
    /// from an interrupted one only where this is the same.
    ///
    /// How stages run (workers, capacity, threads, what happens on an error) is not among it.
    ///
    /// - Throws: `FileRefusal` where such a file can't be read.
    public func signature() throws -> [String: String] {
        var signature = ["order of the stages": stages.map(\.name).joined(separator: ", ")]
        for stage in stages {
            let options = stage.options.entries.filter { !CommonOptions.names.contains($0.key) }
            let texts = options.map { "\($0.key): \($0.value)" }.sorted()
            signature["stage \(stage.name)"] = ([stage.type] + texts + way(to: stage)).joined(separator: ", ")
            for file in stage.blueprint.files {
                var digest = ContentDigest()
                try digest.add(contentsOf: file)
                signature["file \(file)"] = digest.text
            }
        }
        return signature
    }

    /// Which items come to a stage, where that isn't just all of the stage before it.
    private func way(to stage: PlannedStage<Payload>) -> [String] {
        var texts: [String] = []
        if let from = stage.options["from"] { texts.append("from: \(from.value)") }
        if let when = stage.options["when"] { texts.append("when: \(when.value)") }
        if stage.settings.fanOut != .copy { texts.append("fan-out: \(stage.settings.fanOut.rawValue)") }
        return texts
    }
}
