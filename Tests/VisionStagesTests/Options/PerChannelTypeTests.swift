import Dataflow
import PipelineFile
import Testing
import VisionStages

@Suite("numbers for each channel")
struct PerChannelTypeTests {
    private func problems(_ options: String) throws -> [String] {
        do {
            try PipelineFile(text: "stages:\n  - preprocess: { size: 8, \(options) }", path: "x.yaml")
                .checkStages(against: VisionCatalogue.stages)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test(
        "a number, a fraction or three of them are taken",
        arguments: ["1", "0.5", "-2", "1/255", "[1, 2, 3]", "[1/2, 0.25, 4]", "[103.939, 116.779, 123.68]"])
    func taken(text: String) throws {
        #expect(try problems("mean: \(text)") == [])
    }

    @Test("anything else is refused", arguments: ["[1, 2]", "many", "1/0", "1/2/3", "/", "true", "[1, 2, x]", ".nan", ".inf"])
    func refused(text: String) throws {
        let found = try problems("scale: \(text)")
        #expect(found.count == 1)
        #expect(found.first?.contains("\"scale\": expected number, fraction (1/255), or list of three") == true, "\(found)")
    }

    @Test("three different numbers for grey's one channel are refused")
    func grey() throws {
        #expect(
            try problems("channels: grey, mean: [1, 2, 3]") == [
                "x.yaml:2:50: stage \"preprocess\": \"mean\": expected one number for the one channel of grey, found three that differ"
            ])
        #expect(try problems("channels: grey, mean: [2, 2, 2]") == [])
    }
}
