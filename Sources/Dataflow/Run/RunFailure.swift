/// The failure that ended a run: which part, at which item, and why. The counts up to then are in `report`.
public struct RunFailure: Error {
    public let stage: String
    /// The item that the part worked on; for a source the one it could not emit; for a batch its first, unless the stage said
    /// which. `nil` if it worked on none.
    public let item: ItemID?
    /// The file or address that the item came from.
    public let origin: String?
    public let cause: any Error
    public let report: RunReport
}

extension RunFailure: CustomStringConvertible {
    /// `stage "detect": item frames#12 (frames/0012.jpg): cause`
    public var description: String {
        let place = item.map { ": item \($0)" + (origin.map { " (\($0))" } ?? "") } ?? ""
        return "stage \"\(stage)\"\(place): \(cause)"
    }
}

/// A failure as the worker that met it reports it.
struct WorkerFailure: Error {
    let item: ItemID?
    let origin: String?
    let cause: any Error
}
