import Foundation
import Imaging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Where `load` finds its frames, as a path in the pipeline file says it.
package enum FrameSequence: Equatable, Sendable {
    /// Every image directly below a folder, in natural order.
    case folder(String)
    /// `road/*.jpg`, in natural order.
    case pattern(String)
    /// `frames/%04d.jpg`: all files that exist, by their number; gaps are passed over.
    case numbered(folder: String, prefix: String, minimumDigits: Int, suffix: String)
    /// One image.
    case file(String)
    /// `-`: JPEGs one after the other on standard input.
    case standardInput

    /// What can be told from the path itself and from whether it is a folder.
    package init(path: String) {
        if path == "-" {
            self = .standardInput
        } else if FileManager.default.isFolder(path) {
            self = .folder(path)
        } else if let numbered = Self.numberedPattern(path) {
            self = numbered
        } else if !FileManager.default.fileExists(atPath: path), path.contains(where: { "*?[".contains($0) }) {
            self = .pattern(path)
        } else {
            self = .file(path)
        }
    }

    /// The files in their order.
    /// - Throws: `VisionStageError`, where nothing lies at the path, no image does, or a folder can't be read.
    package func files() throws -> [String] {
        let found: [String]
        switch self {
        case .standardInput: return []
        case .file(let path):
            guard FileManager.default.fileExists(atPath: path) else { throw VisionStageError.missingInput(path) }
            found = [path]
        case .folder(let path): found = try imagesBelow(path).map { Self.join(path, $0) }
        case .pattern(let pattern): found = matches(of: pattern).sorted(by: NaturalOrder.precedes)
        case .numbered(let folder, let prefix, let minimumDigits, let suffix):
            found = try names(in: folder.isEmpty ? "." : folder)
                .compactMap { name in Self.number(in: name, prefix, minimumDigits, suffix).map { (name, $0) } }
                .sorted { $0.1 < $1.1 }.map { Self.join(folder, $0.0) }
        }
        guard !found.isEmpty else { throw VisionStageError.noFrames(description) }
        return found
    }

    private func imagesBelow(_ folder: String) throws -> [String] {
        try names(in: folder)
            .filter { !$0.hasPrefix(".") && Self.imageSuffixes.contains(($0 as NSString).pathExtension.lowercased()) }
            .sorted(by: NaturalOrder.precedes)
    }

    private func names(in folder: String) throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            throw VisionStageError.missingInput(description)
        } catch {
            throw VisionStageError.unreadableFolder(folder, reason: error.localizedDescription)
        }
    }

    private func matches(of pattern: String) -> [String] {
        var result = glob_t()
        defer { globfree(&result) }
        guard glob(pattern, 0, nil, &result) == 0 else { return [] }
        return (0..<Int(result.gl_pathc)).compactMap { result.gl_pathv[$0].map { String(cString: $0) } }
            .filter { !FileManager.default.isFolder($0) }
    }

    package static let imageSuffixes: Set<String> = ["jpg", "jpeg", "png"]

    private static func join(_ folder: String, _ name: String) -> String {
        folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    private static func numberedPattern(_ path: String) -> FrameSequence? {
        let folder = (path as NSString).deletingLastPathComponent
        guard let match = (path as NSString).lastPathComponent.wholeMatch(of: /(.*)%(?:0(\d))?d(.*)/) else { return nil }
        return .numbered(
            folder: folder, prefix: String(match.1), minimumDigits: match.2.flatMap { Int($0) } ?? 1, suffix: String(match.3))
    }

    private static func number(in name: String, _ prefix: String, _ minimumDigits: Int, _ suffix: String) -> Int? {
        guard name.hasPrefix(prefix), name.hasSuffix(suffix), name.count > prefix.count + suffix.count else { return nil }
        let digits = name.dropFirst(prefix.count).dropLast(suffix.count)
        let isPadded = digits.count == minimumDigits || (digits.count > minimumDigits && digits.first != "0")
        guard isPadded, digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        return Int(digits)
    }
}

extension FrameSequence: CustomStringConvertible {
    package var description: String {
        switch self {
        case .folder(let path), .pattern(let path), .file(let path): path
        case .numbered(let folder, let prefix, let digits, let suffix):
            Self.join(folder, "\(prefix)%\(digits > 1 ? "0\(digits)" : "")d\(suffix)")
        case .standardInput: "standard input"
        }
    }
}

extension FileManager {
    fileprivate func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
