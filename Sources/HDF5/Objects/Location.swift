import CHDF5

/// An open object: its file, its path in it, and libhdf5's handle.
public struct Location: Sendable {
    let file: OpenFile
    let path: String
    let handle: Handle

    var place: Place { Place(file: file.path, object: path) }

    init(rootOf file: OpenFile) throws(HDF5Error) {
        let identifier = try file.handle.locked { id throws(HDF5Error) in
            try Self.open("/", in: id, at: Place(file: file.path, object: "/")).keep()
        }
        self.init(file: file, path: "/", handle: Handle(owning: identifier))
    }

    private init(file: OpenFile, path: String, handle: Handle) {
        self.file = file
        self.path = path
        self.handle = handle
    }

    /// Opens what lies at `relativePath`, which must be of this type ("a group").
    func open(_ relativePath: String, _ type: H5I_type_t, _ expected: String) throws(HDF5Error) -> Location {
        let path = absolutePath(of: relativePath)
        let place = Place(file: file.path, object: path)
        let identifier = try handle.locked { id throws(HDF5Error) in
            guard try LinkWalk.exists(relativePath, from: id, at: place) else {
                throw try LinkWalk.missing(path, expected: expected, from: id, file: file.path)
            }
            let object = try Self.open(relativePath, in: id, at: place)
            let found = H5Iget_type(object.raw)
            guard found == type else {
                throw .mismatch(
                    place, expected: expected, found: Self.name(of: found), advice: "name \(expected) of this file")
            }
            return object.keep()
        }
        return Location(file: file, path: path, handle: Handle(owning: identifier))
    }

    func absolutePath(of relativePath: String) -> String {
        let start = relativePath.hasPrefix("/") ? [] : path.split(separator: "/")
        return "/" + (start + relativePath.split(separator: "/").filter { $0 != "." }).joined(separator: "/")
    }

    /// What tells this object from all others of its file, whatever name it was reached by.
    func address() throws(HDF5Error) -> UInt64 {
        try handle.locked { id throws(HDF5Error) in
            var info = H5O_info_t()
            try check(H5Oget_info2(id, &info, chdf5_basic_object_information()), "read the object's address", at: place)
            return UInt64(info.addr)
        }
    }

    private static func open(_ path: String, in id: hid_t, at place: Place) throws(HDF5Error) -> LocalIdentifier {
        let access = try LocalIdentifier(chdf5_link_access_inside_file(), "prepare opening", at: place)
        return try LocalIdentifier(H5Oopen(id, path.isEmpty ? "." : path, access.raw), "open the object", at: place)
    }

    private static func name(of type: H5I_type_t) -> String {
        switch type {
        case H5I_GROUP: "a group"
        case H5I_DATASET: "a dataset"
        case H5I_DATATYPE: "a committed type"
        default: "something else"
        }
    }
}
