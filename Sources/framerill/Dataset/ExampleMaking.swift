import Datasets
import HDF5
import Imaging

/// Makes files of examples out of pictures, one picture in memory at a time.
struct ExampleMaking {
    struct File {
        let path: String
        /// What stands before `_x` and `_y`.
        let set: String
        let pictures: [PictureFolder.Picture]
    }

    let form: PictureForm
    let compression: Int?
    /// Throws once the user doesn't want any more; asked before each picture.
    let check: () throws -> Void

    /// Those that can be read, found out by doing it; of the others it is told why.
    func readable(_ pictures: [PictureFolder.Picture]) throws -> [PictureFolder.Picture] {
        let progress = ProgressBar()
        defer { progress?.clear() }
        var readable: [PictureFolder.Picture] = []
        for (index, picture) in pictures.enumerated() {
            try check()
            do throws(ImagingError) {
                _ = try ImageFile.read(picture.path)
                readable.append(picture)
            } catch {
                progress?.clear()
                Failure.tell("left out: \(error)")
            }
            progress?.show(index + 1, of: pictures.count, "pictures read")
        }
        guard !readable.isEmpty else { throw ExampleMakingError.noneReadable(pictures.count) }
        return readable
    }

    /// Writes the files; all of them appear at the end, or none.
    ///
    /// - Returns: what each holds, for people.
    func write(_ files: [File], classes: ClassList) throws -> [String] {
        let progress = ProgressBar()
        defer { progress?.clear() }
        for file in files where file.pictures.isEmpty { throw ExampleMakingError.empty(file.path) }
        let total = files.reduce(0) { $0 + $1.pictures.count }
        var done = 0
        // Each file is begun and written while those before it wait, whole, for their names.
        func write(_ rest: ArraySlice<File>) throws {
            guard let file = rest.first else { return }
            var writer = try ExampleFileWriter(
                creating: file.path, name: file.set, count: file.pictures.count, itemShape: form.itemShape, classes: classes,
                compression: compression)
            for picture in file.pictures {
                try check()
                try writer.append(form.bytes(of: ImageFile.read(picture.path)), labels: [picture.label])
                done += 1
                progress?.show(done, of: total, "pictures")
            }
            try write(rest.dropFirst())
            try writer.commit()
        }
        try write(files[...])
        return files.map { text(of: $0, classes) }
    }

    private func text(of file: File, _ classes: ClassList) -> String {
        let counts = classes.texts.enumerated().map { label, name in
            "\(name) (\(file.pictures.count { $0.label == label }))"
        }
        let shape = form.itemShape.map(String.init).joined(separator: "×")
        return "\(file.path): \(file.pictures.count) examples of \(shape), \(classes.count) classes: "
            + counts.joined(separator: ", ")
    }
}

/// Why no file of examples could be made.
enum ExampleMakingError: Error, CustomStringConvertible {
    case noneReadable(Int)
    case empty(String)

    var description: String {
        switch self {
        case .noneReadable(let count):
            "pictures: expected some that can be read, found none among \(count); see what is told of each"
        case .empty(let path):
            "\(path): expected a picture at least for it, found none: the share is too small or too large; give another --test-share"
        }
    }
}
