import Dataflow
import Foundation
public import Imaging
import Synchronization

/// Writes the image of each frame to a file of its own, as JPEG or PNG by the pattern's suffix.
///
/// An image gets its name only when all its bytes are written: no file is ever half an image. An image that was there before is
/// replaced, unless this run wrote it (two frames would share a name) or it is the frame's own file.
public final class ImageStore: Sendable {
    private struct State {
        var written = RecentNames()
        /// The folder of the last image, which is there.
        var folder = ""
        /// The images that the disk may not have yet.
        var unsynchronised: [String] = []
    }

    private let pattern: NamePattern
    private let quality: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - pattern: see ``NamePattern``; it ends in `.jpg`, `.jpeg` or `.png`.
    ///   - quality: of JPEG images, 1 to 100.
    public init(pattern: String, quality: Int = 90) throws(StoreError) {
        self.pattern = try Self.checked(pattern)
        self.quality = quality
    }

    /// Whether images can be named by `pattern`; nothing is opened.
    @discardableResult
    public static func checked(_ pattern: String) throws(StoreError) -> NamePattern {
        guard [".jpg", ".jpeg", ".png"].contains(where: { pattern.lowercased().hasSuffix($0) }) else {
            throw .pattern(pattern, expected: "the suffix .jpg, .jpeg or .png", found: "another")
        }
        return try NamePattern(pattern)
    }

    /// Writes `image`, the picture of the frame that `record` tells of, and returns its path.
    @discardableResult
    public func store(_ image: PixelBuffer, of record: FrameRecord) throws(StoreError) -> String {
        let path = pattern.path(for: record)
        try state.withLock { (state) throws(StoreError) in
            let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
            if folder != state.folder {
                try StoreError.refused { () throws(FileRefusal) in try Folder.create(for: path) }
                state.folder = folder
            }
            guard state.written.insert(path) else { throw .nameTaken(path: path, frame: record.title) }
        }
        do throws(StoreError) {
            try write(image, of: record, to: path)
        } catch {
            state.withLock { $0.written.remove(path) }
            throw error
        }
        state.withLock { $0.unsynchronised.append(path) }
        return path
    }

    private func write(_ image: PixelBuffer, of record: FrameRecord, to path: String) throws(StoreError) {
        if let file = record.file, isSameFile(file, path) { throw .inputInTheWay(path: path, frame: record.title) }
        do throws(ImagingError) {
            try ImageFile.write(image, to: path, quality: quality)
        } catch .unwritable(_, let reason) {
            throw .unwritable(
                path: path, expected: "room for an image", found: reason,
                advice: "check the disk and the folder; the images before are whole, and nothing was left under this name")
        } catch {
            throw .image(path: path, found: "\(error)")
        }
    }

    /// Notes what an interrupted run wrote, so that no other frame's image replaces it.
    func note(_ paths: [String]) {
        state.withLock { state in
            for path in paths { _ = state.written.insert(path) }
        }
    }

    /// Waits until the disk has all images so far, and their names.
    func synchronise() throws(StoreError) {
        let paths = state.withLock(\.unsynchronised)
        let folders = Set(paths.map { path in path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "." })
        try StoreError.refused { () throws(FileRefusal) in
            for path in paths + folders.sorted() { try Folder.synchronise(path) }
        }
        // Only now: after a failure they are still to be waited for.
        let done = Set(paths)
        state.withLock { $0.unsynchronised.removeAll(where: done.contains) }
    }

    /// Removes the image at `path`, which `store` wrote last, because another store could not take its frame.
    func takeBack(_ path: String) {
        unlink(path)
        state.withLock { state in
            state.written.remove(path)
            state.unsynchronised.removeAll { $0 == path }
        }
    }

    private func isSameFile(_ first: String, _ second: String) -> Bool {
        var (one, two) = (stat(), stat())
        return stat(first, &one) == 0 && stat(second, &two) == 0 && one.st_dev == two.st_dev && one.st_ino == two.st_ino
    }
}

/// Which names were used lately: of endless runs the last million at least, so that memory stays bounded.
struct RecentNames {
    private static let generation = 1 << 20
    private var older: Set<String> = []
    private var newer: Set<String> = []

    /// False if the name was there.
    mutating func insert(_ name: String) -> Bool {
        if older.contains(name) { return false }
        if newer.count == Self.generation {
            older = newer
            newer = []
        }
        return newer.insert(name).inserted
    }

    mutating func remove(_ name: String) {
        newer.remove(name)
        older.remove(name)
    }
}
