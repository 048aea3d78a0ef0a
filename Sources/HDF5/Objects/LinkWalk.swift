import CHDF5

/// Finding names without opening what they stand for. To be used under the lock.
enum LinkWalk {
    /// Whether every step of `path` exists and the last one leads to an object of this file.
    static func exists(_ path: String, from id: hid_t, at place: Place) throws(HDF5Error) -> Bool {
        let access = try LocalIdentifier(chdf5_link_access_inside_file(), "prepare a search", at: place)
        for prefix in prefixes(of: path) {
            // Below a dataset there are no links; asking would be an error and isn't one here.
            guard H5Lexists(id, prefix, access.raw) > 0, H5Oexists_by_name(id, prefix, access.raw) > 0 else {
                H5Eclear2(chdf5_default_error_stack())
                return false
            }
        }
        return true
    }

    /// The error for an absolute `path` that doesn't exist: what the deepest group on the way holds instead.
    static func missing(_ path: String, expected: String, from id: hid_t, file: String) throws(HDF5Error) -> HDF5Error {
        let place = Place(file: file, object: path)
        var deepest = "/"
        for prefix in prefixes(of: path) {
            guard try exists(prefix, from: id, at: place) else { break }
            guard try kind(of: prefix, from: id, at: place) == .group else { break }
            deepest = prefix
        }
        if path != deepest, case .externalLink? = try kind(of: path, from: id, at: place) {
            return .mismatch(
                place, expected: expected, found: "a link into another file",
                advice: "such links aren't followed: open that file itself")
        }
        return .missing(place, expected: expected, group: deepest, names: try names(at: deepest, from: id, place: place))
    }

    /// The kind of the link `path`, nil when there is none.
    static func kind(of path: String, from id: hid_t, at place: Place) throws(HDF5Error) -> ObjectKind? {
        let steps = prefixes(of: path)
        guard let last = steps.last else { return .group }
        if steps.count > 1, try !exists(steps[steps.count - 2], from: id, at: place) { return nil }
        let access = try LocalIdentifier(chdf5_link_access_inside_file(), "prepare a search", at: place)
        guard H5Lexists(id, last, access.raw) > 0 else {
            H5Eclear2(chdf5_default_error_stack())
            return nil
        }
        var link = H5L_info_t()
        try check(H5Lget_info(id, last, &link, access.raw), "read the link", at: place)
        switch link.type {
        case H5L_TYPE_HARD: return try objectKind(of: last, from: id, access: access.raw, at: place)
        case H5L_TYPE_SOFT: return .softLink(to: try target(of: last, size: link.u.val_size, from: id, access.raw, place))
        default: return .externalLink
        }
    }

    /// The names in a group, in creation order where the file keeps it, in the order of their bytes otherwise.
    static func names(at path: String, from id: hid_t, place: Place) throws(HDF5Error) -> [String] {
        let access = try LocalIdentifier(chdf5_link_access_inside_file(), "prepare a search", at: place)
        let group = try LocalIdentifier(H5Gopen2(id, path, access.raw), "open the group", at: place)
        let creation = try LocalIdentifier(H5Gget_create_plist(group.raw), "read how the group was made", at: place)
        var order: UInt32 = 0
        try check(H5Pget_link_creation_order(creation.raw, &order), "read the order of names", at: place)
        let index = order & chdf5_creation_order_tracked() != 0 ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME
        var names: [String?] = []
        let status = withUnsafeMutablePointer(to: &names) { names in
            H5Literate(
                group.raw, index, H5_ITER_INC, nil,
                { _, name, _, names in
                    guard let name, let names else { return -1 }
                    names.assumingMemoryBound(to: [String?].self).pointee.append(String(validatingCString: name))
                    return 0
                }, names)
        }
        try check(status, "list the names of the group", at: place)
        return try names.map { name throws(HDF5Error) in
            guard let name else {
                throw .mismatch(
                    place, expected: "names in UTF-8", found: "one that isn't", advice: "rename it with the program that wrote it"
                )
            }
            return name
        }
    }

    private static func objectKind(
        of path: String, from id: hid_t, access: hid_t, at place: Place
    ) throws(HDF5Error) -> ObjectKind {
        var info = H5O_info_t()
        try check(H5Oget_info_by_name2(id, path, &info, chdf5_basic_object_information(), access), "read its kind", at: place)
        switch info.type {
        case H5O_TYPE_GROUP: return .group
        case H5O_TYPE_DATASET: return .dataset
        case H5O_TYPE_NAMED_DATATYPE: return .namedType
        default:
            throw .mismatch(place, expected: "a group or dataset", found: "an unknown kind of object", advice: "skip it")
        }
    }

    private static func target(
        of path: String, size: Int, from id: hid_t, _ access: hid_t, _ place: Place
    ) throws(HDF5Error) -> String {
        var bytes = [CChar](repeating: 0, count: size + 1)
        try check(H5Lget_val(id, path, &bytes, size, access), "read the soft link", at: place)
        return bytes.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    /// "a/b/c" gives "a", "a/b", "a/b/c"; "/a/b" gives "/a", "/a/b"; "." and "/" give nothing.
    private static func prefixes(of path: String) -> [String] {
        var prefix = path.hasPrefix("/") ? "/" : ""
        return path.split(separator: "/").filter { $0 != "." }.map { step in
            prefix += (prefix.isEmpty || prefix == "/" ? "" : "/") + step
            return prefix
        }
    }
}
