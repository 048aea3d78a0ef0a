import Foundation
import HDF5
import TestMaterial
import Testing

@Suite("files that can't be read say why")
struct BrokenFilesTests {
    struct Impostor: CustomTestStringConvertible {
        let name: String
        let content: Data
        let found: String
        var testDescription: String { name }

        init(_ name: String, _ text: String, _ found: String) { self.init(name, bytes: Array(text.utf8), found) }

        init(_ name: String, bytes: [UInt8], _ found: String) {
            self.name = name
            content = Data(bytes)
            self.found = found
        }
    }

    static let impostors = [
        Impostor("empty", "", "an empty file; its download or copy failed: fetch it again"),
        Impostor(
            "git-lfs-pointer",
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n"
                + "size 203937272\n",
            "a Git-LFS pointer to a file of 203937272 bytes; "
                + "fetch the file itself with `git lfs pull`, or by the download link of its page"),
        Impostor(
            "web-page", "\n<!DOCTYPE html>\n<html lang=\"en\"><head>",
            "a saved web page (HTML); download the file by its raw link, not the page that shows it"),
        Impostor(
            "xhtml", "<?xml version=\"1.0\"?><html>",
            "a saved web page (HTML); download the file by its raw link, not the page that shows it"),
        Impostor(
            "keras-archive", "PK\u{3}\u{4}metadata.json",
            "a ZIP archive (a .keras file of Keras 3, or a download still to be unpacked); name an HDF5 file (.h5, .hdf5)"),
        Impostor("json", "{\"class_name\": \"Model\"}", "text that looks like JSON; name an HDF5 file (.h5, .hdf5)"),
        Impostor("text", "car\nbus\n", "a file without HDF5's signature; name an HDF5 file (.h5, .hdf5)"),
        Impostor(
            "zeros", bytes: Array(repeating: 0, count: 4096),
            "a file that begins with zeros only; name an HDF5 file (.h5, .hdf5)"),
        Impostor(
            "half-signature", bytes: [0x89, 0x48, 0x44],
            "one cut short within its header, after 3 bytes; its download or copy was interrupted: fetch it again"),
        Impostor(
            "half-header", bytes: [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] + Array(repeating: 0, count: 22),
            "one cut short within its header, after 30 bytes; its download or copy was interrupted: fetch it again"),
    ]

    @Test("what the file is instead", arguments: impostors)
    func impostor(_ impostor: Impostor) throws {
        let file = try TemporaryFile("model.h5")
        try impostor.content.write(to: URL(filePath: file.path))
        #expect(
            message { _ = try HDF5File(reading: file.path) } == "\(file.path): expected an HDF5 file, found \(impostor.found)")
    }

    @Test("nothing at the path, or a folder")
    func nothing() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("modle.h5")
        #expect(
            message { _ = try HDF5File(reading: path) }
                == "\(path): expected a file, found nothing at this path; check its spelling and the folder you are in")
        #expect(
            message { _ = try HDF5File(reading: folder.url.path) }
                == "\(folder.url.path): expected a file, found a folder; name the file inside it")
    }

    @Test("a pipe that nobody writes to isn't waited for, and a device isn't read")
    func notRegular() throws {
        let folder = try TemporaryFolder()
        let pipe = folder.path("pipe.h5")
        try #require(mkfifo(pipe, 0o600) == 0)
        for path in [pipe, "/dev/zero"] {
            #expect(
                message { _ = try HDF5File(reading: path) }
                    == "\(path): expected a file, found a device or pipe; copy what it gives into a file and name that")
        }
    }

    @Test("a file cut short, in every format", arguments: ["shapes.h5", "latest.h5", "user-block.h5"])
    func cutShort(_ name: String) throws {
        let whole = try Data(contentsOf: URL(filePath: References.path(name)))
        let file = try TemporaryFile("cut.h5")
        for size in [whole.count - 1, whole.count / 2] {
            try whole.prefix(size).write(to: URL(filePath: file.path))
            #expect(
                message { _ = try HDF5File(reading: file.path) }
                    == "\(file.path): expected an HDF5 file, found one cut short: its header says \(whole.count) bytes, "
                    + "there are \(size); its download or copy was interrupted: fetch it again")
        }
    }

    @Test("a file marked as open for writing", arguments: [("shapes.h5", 20), ("latest.h5", 11)])
    func openForWriting(_ name: String, _ flag: Int) throws {
        var content = try Data(contentsOf: URL(filePath: References.path(name)))
        content[flag] = 1
        let file = try TemporaryFile("open.h5")
        try content.write(to: URL(filePath: file.path))
        #expect(message { _ = try HDF5File(reading: file.path) } == Self.openForWriting(file.path))
    }

    @Test("a file that another program locked to write it")
    func locked() throws {
        let file = try TemporaryFile("locked.h5")
        try FileManager.default.copyItem(atPath: References.path("shapes.h5"), toPath: file.path)
        let descriptor = open(file.path, O_RDWR | O_CLOEXEC)
        defer { close(descriptor) }
        try #require(flock(descriptor, LOCK_EX) == 0)
        #expect(
            message { _ = try HDF5File(reading: file.path) }
                == "\(file.path): expected an HDF5 file, found one that another program is writing; wait for that program or stop it"
        )
    }

    @Test("a mark left by an old writer can be overlooked on demand")
    func overlooked() throws {
        var content = try Data(contentsOf: URL(filePath: References.path("shapes.h5")))
        content[20] = 1
        let file = try TemporaryFile("open.h5")
        try content.write(to: URL(filePath: file.path))
        #expect(try HDF5File(reading: file.path, evenIfMarkedOpen: true).root.dataset("scalar").read() == [Float(2.5)])
    }

    @Test(
        "the shared dataset with the mark is refused",
        .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
    func sharedOpenForWriting() {
        let path = SharedMaterial.path("datasets/test_signs.open-flag-set.h5")
        #expect(message { _ = try HDF5File(reading: path) } == Self.openForWriting(path))
    }

    private static func openForWriting(_ path: String) -> String {
        "\(path): expected an HDF5 file, found one marked as open for writing: the program that wrote it didn't close it, "
            + "or still runs; once no program writes it, clear the mark with `h5clear -s \(path)` (Debian package hdf5-tools)"
    }
}
