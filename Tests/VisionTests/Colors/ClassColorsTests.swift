import Foundation
import Imaging
import Testing
import Vision

@Suite("class colours")
struct ClassColorsTests {
    @Test("are those that Python's generate_colors gives, in its order")
    func equalPython() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../References/class-colors.json")
        let reference = try JSONDecoder().decode([String: [[UInt8]]].self, from: Data(contentsOf: file))
        #expect(reference.count == 8)
        for (count, colors) in reference {
            let expected = colors.map { Color(red: $0[0], green: $0[1], blue: $0[2]) }
            #expect(try ClassColors(classCount: #require(Int(count))).colors == expected, "\(count) classes")
        }
    }

    @Test("begin again after the last class")
    func wrap() {
        let colors = ClassColors(classCount: 4)
        #expect(colors[0] == Color(red: 255, green: 0, blue: 0))
        #expect(colors[5] == colors[1])
        #expect(ClassColors(classCount: 0)[3] == .white)
    }
}
