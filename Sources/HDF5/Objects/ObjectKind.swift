/// What a name in a group stands for.
public enum ObjectKind: Hashable, Sendable {
    case group
    case dataset
    /// A committed element type.
    case namedType
    /// A link to a path of the same file, which may not exist. Groups and datasets are reached through it.
    case softLink(to: String)
    /// A link into another file, which is never followed.
    case externalLink
}
