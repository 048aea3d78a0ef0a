/// How a run begins: anew, or where an earlier run of the same pipeline was interrupted.
public struct RunStart: Sendable, Hashable {
    /// Whether what an earlier run stored stays, and only what it did not store is worked on.
    public var isResuming: Bool
    /// What the results depend on, by names that a user understands (`stage nms`, `model data/road.h5`), each with something that
    /// changes when it does. Of an interrupted run it must be the same.
    public var signature: [String: String]

    public init(isResuming: Bool = false, signature: [String: String] = [:]) {
        self.isResuming = isResuming
        self.signature = signature
    }

    public static let fresh = RunStart()
}
