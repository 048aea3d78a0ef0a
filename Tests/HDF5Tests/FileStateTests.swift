import Foundation
import HDF5
import TestMaterial
import Testing

@Suite("what tells a file from all others")
struct FileStateTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = try folder.write("0123456789", to: "file")
    }

    /// As it will be seen in ten seconds, when nothing has happened meanwhile.
    private func state(of path: String) throws -> FileState? {
        let descriptor = open(path, O_RDONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        return FileState(of: descriptor, now: time(nil) + 10)
    }

    @Test("an untouched file stays the same, by whatever name")
    func untouched() throws {
        let before = try #require(try state(of: path))
        try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: path)
        #expect(try state(of: path) == before)
        #expect(try state(of: folder.path("link")) == before)
    }

    @Test("a byte that changes shows, though size and time of modification are as before")
    func changedInPlace() throws {
        let before = try #require(try state(of: path))
        let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
        let descriptor = open(path, O_WRONLY)
        try #require(pwrite(descriptor, "x", 1, 3) == 1)
        close(descriptor)
        try FileManager.default.setAttributes([.modificationDate: date as Any], ofItemAtPath: path)
        #expect(try state(of: path) != before)
    }

    @Test("a copy is another file")
    func copies() throws {
        let before = try #require(try state(of: path))
        try FileManager.default.copyItem(atPath: path, toPath: folder.path("copy"))
        #expect(try state(of: folder.path("copy")) != before)
    }

    @Test("a file that was changed just now, a folder and a device have no state")
    func unsettled() throws {
        for path in [path, folder.url.path, "/dev/null"] {
            let descriptor = open(path, O_RDONLY)
            defer { close(descriptor) }
            #expect(FileState(of: descriptor) == nil, "\(path)")
        }
    }

    @Test("datasets have an identity of their own, in a file on the disk that wasn't changed just now")
    func datasets() throws {
        let file = try HDF5File(reading: Project.path("data/models/framerill-road.h5"))
        let weights = try file.root.group("model_weights")
        var datasets: [Dataset] = []
        func collect(_ group: Group) throws {
            for name in try group.names {
                if let dataset = try? group.dataset(name) { datasets.append(dataset) } else { try collect(group.group(name)) }
            }
        }
        try collect(weights)
        let identities = datasets.compactMap(\.identity)
        #expect(identities.count == datasets.count && identities.count > 10)
        #expect(Set(identities).count == identities.count)
        let again = try HDF5File(reading: Project.path("data/models/framerill-road.h5")).root.dataset(datasets[0].path)
        #expect(again.identity == identities[0])
    }
}
