import TestMaterial

/// A path in a folder of its own, which goes with the value.
struct TemporaryFile {
    let folder: TemporaryFolder
    let path: String

    init(_ name: String) throws {
        folder = try TemporaryFolder()
        path = folder.path(name)
    }
}
