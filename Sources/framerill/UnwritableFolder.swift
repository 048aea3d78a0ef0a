import Foundation

/// An option names a file in a folder that can't be written to: told before long work, not after it.
struct UnwritableFolder: Error, CustomStringConvertible {
    let option: String
    let path: String

    static func check(_ option: String, _ path: String) throws(UnwritableFolder) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: folder) else { throw UnwritableFolder(option: option, path: path) }
    }

    var description: String {
        "\(option): expected a folder that can be written to, found \(path) in none; make it, or give another path"
    }
}
