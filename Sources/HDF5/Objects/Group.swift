import CHDF5

/// A group: names that lead to groups and datasets.
///
/// Paths are relative to the group and may have several steps ("conv2d_1/kernel:0"); one that begins with "/" starts at
/// the root.
public struct Group: HDF5Object {
    public let location: Location

    /// The names in this group, in the order in which they were made where the file keeps it, else in the order of
    /// their bytes ("10" before "2").
    /// - Throws: ``HDF5Error/library(_:operation:reason:)`` when the group is damaged.
    public var names: [String] {
        get throws(HDF5Error) {
            try location.handle.locked { id throws(HDF5Error) in try LinkWalk.names(at: ".", from: id, place: place) }
        }
    }

    /// The group at a path.
    /// - Throws: ``HDF5Error/missing(_:expected:group:names:)``, or ``HDF5Error/mismatch(_:expected:found:advice:)`` when
    ///   something else lies there.
    public func group(_ relativePath: String) throws(HDF5Error) -> Group {
        Group(location: try location.open(relativePath, H5I_GROUP, "a group"))
    }

    /// The dataset at a path.
    /// - Throws: as ``group(_:)``.
    public func dataset(_ relativePath: String) throws(HDF5Error) -> Dataset {
        try Dataset(location: location.open(relativePath, H5I_DATASET, "a dataset"))
    }

    /// Whether a path leads to an object of this file. A group too damaged to be searched answers false; opening what it
    /// holds tells why.
    public func contains(_ relativePath: String) -> Bool {
        let found = try? location.handle.locked { id throws(HDF5Error) in
            try LinkWalk.exists(relativePath, from: id, at: place)
        }
        return found ?? false
    }

    /// What lies at a path, nil when nothing does.
    public func kind(of relativePath: String) throws(HDF5Error) -> ObjectKind? {
        try location.handle.locked { id throws(HDF5Error) in
            try LinkWalk.kind(
                of: relativePath, from: id, at: Place(file: filePath, object: location.absolutePath(of: relativePath)))
        }
    }
}
