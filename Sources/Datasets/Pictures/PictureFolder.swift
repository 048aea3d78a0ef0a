import Foundation
import Imaging

/// A folder of pictures in which each subfolder is a class. Only names are read; the pictures are when they are wanted.
public struct PictureFolder: Sendable {
    public struct Picture: Sendable, Hashable {
        public let path: String
        /// The place of its class among ``PictureFolder/classes``.
        public let label: Int
    }

    public let path: String
    /// Numbers where the names of all subfolders are whole numbers, in their order; else names, in the natural one (`9` before `10`).
    public let classes: ClassList
    /// Class by class, and in each in the natural order of the names.
    public let pictures: [Picture]
    /// What no picture is by its name (`.jpg`, `.jpeg`, `.png`), lies beside the classes, or is a link to a folder. Hidden files aren't told.
    public let others: [String]

    /// Looks into the subfolders, and into theirs.
    ///
    /// - Parameter classes: which subfolders, in the order of their labels; nil for all. One that is absent or empty is then a class of
    ///   which there are no pictures.
    /// - Throws: ``PictureFolderError``, where there is nothing to read, or a class without pictures that wasn't asked for by name.
    public init(_ path: String, classes chosen: [String]? = nil) throws(PictureFolderError) {
        let entries = try Self.entries(of: path)
        let folders = entries.filter { Self.isFolder("\(path)/\($0)") }
        guard !folders.isEmpty else { throw .noClasses(path, found: entries) }
        let names = chosen ?? Self.numbers(folders).map { $0.map(String.init) } ?? folders
        if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) { throw .twice(twice) }
        var (pictures, others): ([Picture], [String]) = ([], entries.filter { !folders.contains($0) }.map { "\(path)/\($0)" })
        for (label, name) in names.enumerated() {
            guard folders.contains(name) else { continue }
            let found = try Self.files(below: "\(path)/\(name)", others: &others)
            guard chosen != nil || !found.isEmpty else { throw .noPictures("\(path)/\(name)") }
            pictures += found.map { Picture(path: $0, label: label) }
        }
        guard !pictures.isEmpty else { throw .noPictures(path) }
        self.path = path
        self.classes = Self.numbers(names).map(ClassList.numbers) ?? .names(names)
        (self.pictures, self.others) = (pictures, others)
    }

    /// In their order, if all are whole numbers, written without needless zeros.
    private static func numbers(_ names: [String]) -> [Int]? {
        let numbers = names.compactMap { name in Int(name).flatMap { "\($0)" == name ? $0 : nil } }
        return numbers.count == names.count ? numbers.sorted() : nil
    }

    private static func files(below folder: String, others: inout [String]) throws(PictureFolderError) -> [String] {
        var files: [String] = []
        for name in try entries(of: folder) {
            let path = "\(folder)/\(name)"
            if Self.isFolder(path) {
                // A link could lead back to where we come from.
                let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
                if isLink { others.append(path) } else { files += try Self.files(below: path, others: &others) }
            } else if suffixes.contains(where: name.lowercased().hasSuffix) {
                files.append(path)
            } else {
                others.append(path)
            }
        }
        return files
    }

    private static let suffixes = [".jpg", ".jpeg", ".png"]

    private static func entries(of folder: String) throws(PictureFolderError) -> [String] {
        guard isFolder(folder) else {
            throw .noFolder(folder, found: FileManager.default.fileExists(atPath: folder) ? "a file" : "nothing at this path")
        }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
                .sorted(by: NaturalOrder.precedes)
        } catch {
            throw .noFolder(folder, found: "one that can't be read (\(error.localizedDescription))")
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}

/// Why examples can't be made of a folder. The text reads *where: expected, found, what to do*.
public enum PictureFolderError: Error, Hashable, Sendable, CustomStringConvertible {
    case noFolder(String, found: String)
    case noClasses(String, found: [String])
    case noPictures(String)
    /// A class that was named twice.
    case twice(String)

    public var description: String {
        switch self {
        case .noFolder(let path, let found): "\(path): expected a folder, found \(found); check the path and its permissions"
        case .noClasses(let path, let found):
            "\(path): expected a subfolder of pictures for each class, found "
                + (found.isEmpty ? "nothing" : "\(found.count) files, such as \(found[0])") + "; sort the pictures into folders"
        case .noPictures(let path):
            "\(path): expected pictures (.jpg, .jpeg, .png), found none; add some, or name the classes to take"
        case .twice(let name): "classes: expected each once, found \"\(name)\" twice; name it once"
        }
    }
}
