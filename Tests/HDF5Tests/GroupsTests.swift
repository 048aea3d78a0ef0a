import HDF5
import Testing

@Suite("groups, paths and links")
struct GroupsTests {
    static let made = ["zebra", "apple", "mango", "10", "2", "b", "a", "c", "y", "x", "w"]

    @Test("names come in the order in which they were made where the file keeps it")
    func keptOrder() throws {
        #expect(try References.open("order-kept.h5").names == Self.made)
    }

    @Test("names come in the order of their bytes otherwise")
    func byteOrder() throws {
        #expect(
            try References.open("order-latest.h5").names == ["10", "2", "a", "apple", "b", "c", "mango", "w", "x", "y", "zebra"])
    }

    @Test("a path may have several steps, and start at the root")
    func paths() throws {
        let group = try References.open("numbers.h5").group("contiguous/little")
        #expect(group.path == "/contiguous/little")
        #expect(try group.dataset("/gzip/big/f4").path == "/gzip/big/f4")
        #expect(try group.group(".").names == group.names)
        #expect(group.contains("f4"))
        #expect(group.contains("/gzip/big/f4"))
        #expect(!group.contains("f16"))
        #expect(!group.contains("nothing/f4"))
        #expect(!group.contains("f4/below-a-dataset"))
    }

    @Test("what isn't there is named with what is")
    func missing() throws {
        let root = try References.open("numbers.h5")
        let file = References.path("numbers.h5")
        #expect(
            message { _ = try root.dataset("gzip/big/f16") }
                == "\(file): /gzip/big/f16: expected a dataset, found no object of that name; /gzip/big holds f4, u1")
        #expect(
            message { _ = try root.group("gzip").group("middle/x") }
                == "\(file): /gzip/middle/x: expected a group, found no object of that name; /gzip holds big, little")
        #expect(
            message { _ = try root.dataset("contiguous/big/g") }
                == "\(file): /contiguous/big/g: expected a dataset, found no object of that name; "
                + "/contiguous/big holds f2, f4, f8, i1, i2, i4, i8, u1 and 3 more")
    }

    @Test("a group isn't a dataset, nor a dataset a group")
    func wrongKind() throws {
        let root = try References.open("numbers.h5")
        let file = References.path("numbers.h5")
        #expect(
            message { _ = try root.dataset("gzip") }
                == "\(file): /gzip: expected a dataset, found a group; name a dataset of this file")
        #expect(
            message { _ = try root.group("gzip/big/f4") }
                == "\(file): /gzip/big/f4: expected a group, found a dataset; name a group of this file")
    }

    @Test("links are told apart; soft ones are followed, those into other files aren't")
    func links() throws {
        let root = try References.open("shapes.h5")
        #expect(try root.kind(of: "loop") == .group)
        #expect(try root.kind(of: "cube") == .dataset)
        #expect(try root.kind(of: "soft") == .softLink(to: "/cube"))
        #expect(try root.kind(of: "external") == .externalLink)
        #expect(try root.kind(of: "nothing") == nil)
        #expect(try root.dataset("soft").shape == [2, 3, 4])
        #expect(!root.contains("dangling"))
        #expect(!root.contains("external"))
        #expect(
            message { _ = try root.group("external") }
                == "\(root.filePath): /external: expected a group, found a link into another file; "
                + "such links aren't followed: open that file itself")
    }

    @Test("a walk meets everything once, even where groups hold each other")
    func walk() throws {
        var paths: [String] = []
        try References.open("shapes.h5").walk { node in
            switch node {
            case .group(let group): paths.append(group.path)
            case .dataset(let dataset): paths.append(dataset.path)
            }
        }
        #expect(Set(paths).count == paths.count)
        #expect(paths.contains("/cube"))
        #expect(paths.contains("/loop"))
        #expect(!paths.contains("/loop/self"))
    }
}
