/// What can be wrong with a pipeline or with the way a stage uses the framework.
public enum DataflowError: Error, Equatable {
    /// All that is wrong with a pipeline, a sentence each.
    case invalidPipeline([String])
    /// A batch stage returned another number of results than it got inputs.
    case wrongBatch(inputs: Int, outputs: Int)
    /// A stage with several workers sent or filtered the same item twice.
    case accountedTwice(ItemID)
    /// A stage before a join made an envelope of its own instead of sending the item on in the one that it came in.
    case lostEnvelope(ItemID, stage: String)
    /// An item that is wanted again comes from another file than it did.
    case changedSource(ItemID, expected: String, found: String)
    /// A control was given to a second run.
    case controlInUse
    /// The system gave no thread for a worker of this stage.
    case noThread(String, status: Int32)
    /// The system gave no pipe for signals.
    case noSignals(status: Int32)
}

extension DataflowError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidPipeline(let problems):
            "pipeline: " + problems.joined(separator: "\npipeline: ")
        case .wrongBatch(let inputs, let outputs):
            "batch: expected \(inputs) results for \(inputs) inputs, found \(outputs): return nil for an input that has none"
        case .accountedTwice(let id):
            "item \(id): sent or filtered twice: account for each item exactly once"
        case .lostEnvelope(let id, let stage):
            "join \"\(stage)\": item \(id) came without the envelope in which it parted: stages before a join send on item.with(…)"
        case .changedSource(let id, let expected, let found):
            "item \(id): expected \(expected), found \(found): give the source the files that it had before"
        case .controlInUse:
            "run: the control belongs to another run: make a new RunControl for each run"
        case .noThread(let name, let status):
            "stage \"\(name)\": the system gives no thread (error \(status)): lower the number of workers or the system's load"
        case .noSignals(let status):
            "signals: the system gives no pipe (error \(status)): close files, or raise the limit of open files"
        }
    }
}
