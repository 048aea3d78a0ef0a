/// What a walk meets.
public enum Node: Sendable {
    case group(Group)
    case dataset(Dataset)
}

extension Group {
    /// Visits every group and dataset below this one once, each group before what it holds, in the order of ``names``.
    /// Soft and external links aren't followed; a second name of a group that was visited already is passed over, so that
    /// a walk ends even where groups hold each other.
    public func walk(_ visit: (Node) throws(HDF5Error) -> Void) throws(HDF5Error) {
        var visited: Set<UInt64> = [try location.address()]
        var pending = [self]
        while let group = pending.popLast() {
            var inner: [Group] = []
            if group.path != path { try visit(.group(group)) }
            for name in try group.names {
                switch try group.kind(of: name) {
                case .group:
                    let child = try group.group(name)
                    if visited.insert(try child.location.address()).inserted { inner.append(child) }
                case .dataset: try visit(.dataset(try group.dataset(name)))
                default: break
                }
            }
            pending += inner.reversed()
        }
    }
}
