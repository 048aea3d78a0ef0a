import Dataflow
import Foundation
import Testing

@Suite("Types of options")
struct OptionTypeTests {
    private let mark = SourceMark.argument("here", index: 0)

    private func text(_ text: String) -> OptionValue { OptionValue(.text(text), at: mark) }
    private func integer(_ integer: Int) -> OptionValue { OptionValue(.integer(integer), at: mark) }

    private func map(_ entries: (String, OptionValue)...) -> OptionMap {
        OptionMap(entries.map { OptionMap.Entry($0.0, at: mark, $0.1) }, at: mark)
    }

    private func read<Value>(_ type: OptionType<Value>, _ value: OptionValue) -> (Value?, [String]) {
        var faults = OptionFaults()
        let read = type.read(value, &faults)
        return (read, faults.found.map(\.message))
    }

    @Test("a leading tilde is the home folder, other paths stay as they are")
    func paths() {
        #expect(read(.path, text("~/models/x.h5")).0 == NSHomeDirectory() + "/models/x.h5")
        #expect(read(.path, text("~x/../frames/%04d.jpg")).0 == "~x/../frames/%04d.jpg")
        #expect(read(.path, text("a\0b")).1 == ["expected path, found text with a NUL character"])
    }

    @Test("sizes are one number or width and height")
    func sizes() {
        #expect(read(.size(), integer(320)).0 == OptionSize(width: 320, height: 320))
        #expect(read(.size(), text("640x480")).0 == OptionSize(width: 640, height: 480))
        for wrong in ["640x", "x", "640x480x3", "-1x5", "640 x 480", "640X480", "0x1"] {
            #expect(read(.size(), text(wrong)).0 == nil, "\(wrong)")
        }
        #expect(read(.size(upTo: 9), integer(10)).0 == nil)
    }

    @Test("the number of values in a list is checked")
    func lists() {
        let pair = OptionType.list(of: .number(in: 0...), count: 2...2)
        #expect(read(pair, OptionValue(.list([integer(1), integer(2)]), at: mark)).0 == [1, 2])
        #expect(read(pair, OptionValue(.list([integer(1)]), at: mark)).1 == ["expected list of (number ≥ 0), exactly 2, found 1"])
        #expect(read(pair, integer(1)).1 == ["expected list of (number ≥ 0), exactly 2, found integer 1"])
        #expect(pair.show([0.5, 2]) == "[0.5, 2]")
    }

    @Test("a map keeps its order")
    func maps() {
        let type = OptionType.map(of: .integer(in: 0...))
        let value = OptionValue(.map(map(("b", integer(1)), ("a", integer(2)))), at: mark)
        #expect(read(type, value).0?.map(\.name) == ["b", "a"])
        #expect(read(type, OptionValue(.map(map(("b", integer(-1)))), at: mark)).1 == ["expected integer ≥ 0, found integer -1"])
    }

    @Test("a record has options of its own, read as strictly")
    func records() {
        let stride = StageOption("stride", .integer(in: 1...), "pixels a cell")
        let type = OptionType.record("head", options: [stride], standIn: 0) { options in options.read(stride) }
        #expect(read(type, OptionValue(.map(map(("stride", integer(32)))), at: mark)).0 == 32)
        #expect(
            read(type, OptionValue(.map(map(("strid", integer(32)))), at: mark)).1
                == [
                    #""stride" is missing; expected "stride": integer ≥ 1"#, #""strid" is not an option; did you mean "stride"?"#,
                ])
        #expect(read(type, integer(1)).1 == ["expected head {stride}, found integer 1"])
    }

    @Test("what is unreadable was reported before and adds no problem")
    func unreadable() {
        let value = OptionValue(.unreadable, at: mark)
        #expect(read(.bool, value).1 == [])
        #expect(read(.path, value).1 == [])
        #expect(read(.oneOf(["a"]), value).1 == [])
        let option = StageOption("x", .bool, "x")
        var reader = OptionReader(map(("x", value)), stage: "s", options: [option.description])
        #expect(reader.read(option) == false)
        #expect(!reader.isSound)
        #expect(reader.finish() == [])
    }

    @Test("a reader knows which options were not read")
    func unread() {
        let (a, b) = (StageOption("a", .bool, default: true, "a"), StageOption("b", .bool, default: true, "b"))
        var reader = OptionReader(map(), stage: "s", options: [a.description, b.description])
        let value = reader.read(a)
        #expect(value)
        #expect(reader.unread == ["b"])
        #expect(reader.isSound)
    }
}
