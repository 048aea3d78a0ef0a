/// What a name in a group stands for.
public enum ObjectKind: Hashable, Sendable, CustomStringConvertible {
    case group
    case dataset
    /// A committed element type.
    case namedType
    /// A link to a path of the same file, which may not exist. Groups and datasets are reached through it.
    case softLink(to: String)
    /// A link into another file, which is never followed.
    case externalLink

    public var description: String {
        switch self {
        case .group: "group"
        case .dataset: "dataset"
        case .namedType: "committed type"
        case .softLink(let path): "soft link to \(path)"
        case .externalLink: "link into another file"
        }
    }
}
