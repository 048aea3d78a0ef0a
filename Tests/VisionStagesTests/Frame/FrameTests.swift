import Testing
import VisionStages

extension SlotKey where Value == [String] {
    fileprivate static var plates: Self { Self("plates") }
}

@Suite("the frame's slots")
struct FrameTests {
    @Test("a slot holds what was put in until it is taken out")
    func fillAndEmpty() throws {
        var frame = Frame(name: "a")
        #expect(frame[.plates] == nil)
        frame[.plates] = ["B 1"]
        frame[.plates] = ["B 2"]
        #expect(try frame.require(.plates) == ["B 2"])
        #expect(try frame.take(.plates) == ["B 2"])
        #expect(frame[.plates] == nil)
        frame[.plates] = nil
        #expect(frame[.plates] == nil)
    }

    @Test("a copy keeps its slots when the original is changed")
    func copies() {
        var frame = Frame(name: "a")
        frame[.plates] = ["B 1"]
        let copy = frame
        frame[.plates] = nil
        #expect(copy[.plates] == ["B 1"])
    }

    @Test("an empty slot that is needed is an error that tells what there is")
    func missing() {
        var frame = Frame.sample()
        frame[.plates] = []
        let error = #expect(throws: VisionStageError.self) { try frame.require(.tensor) }
        #expect(
            error?.description == """
                expected the frame's slot "tensor" to be filled, found only image, plates; put a stage that writes "tensor" before it
                """)
    }
}
