import Imaging
import Testing
import VisionStages

@Suite("name patterns")
struct NamePatternTests {
    private let record = FrameRecord.sample(index: 12, name: "frame-0120")

    @Test(
        "stand for name, number and index",
        arguments: [
            ("out/%s.jpg", "out/frame-0120.jpg"), ("%d.png", "120.png"), ("%05d.png", "00120.png"), ("%01d", "120"),
            ("a%i%%%s%03i", "a12%frame-0120012"),
        ])
    func paths(pattern: String, path: String) throws {
        #expect(try NamePattern(pattern).path(for: record) == path)
    }

    @Test("a shell finds the paths", arguments: [("out/%s.jpg", "out/*.jpg"), ("100%%/%04d-%i.png", "100%/*-*.png")])
    func glob(pattern: String, glob: String) throws {
        #expect(try NamePattern(pattern).glob == glob)
    }

    @Test("the number of a frame without one is its index")
    func noNumber() throws {
        var record = record
        record.number = nil
        #expect(try NamePattern("%03d").path(for: record) == "012")
    }

    @Test("a percent sign in a name stays one")
    func percentInName() throws {
        #expect(try NamePattern("%s.jpg").path(for: .sample(index: 1, name: "50%d")) == "50%d.jpg")
    }

    @Test(
        "others are refused",
        arguments: [
            ("out/%x.jpg", "%s, %d, %i, %04d, %04i or %%", "\"%x\""), ("out/%4d.jpg", "%s, %d, %i, %04d, %04i or %%", "\"%4d\""),
            ("out/%04s.jpg", "%s, %d, %i, %04d, %04i or %%", "\"%04s\""), ("out/%", "%s, %d, %i, %04d, %04i or %%", "\"%\""),
            ("out/a%%.jpg", "%s, %d or %i, so that each frame has a name of its own", "none of them"),
        ])
    func refused(pattern: String, expected: String, found: String) {
        let error = #expect(throws: StoreError.self) { try NamePattern(pattern) }
        #expect(
            error?.description
                == "\(pattern): expected \(expected), found \(found); write a pattern such as \"out/%s.jpg\" or \"out/%04d.jpg\"")
    }
}
