import PipelineFile
import TestMaterial
import Testing
import VisionStages

@Suite("the cores of an inference stage")
struct CoreDivisionTests {
    private func division(_ cores: Int, workers: Int? = nil, threads: Int? = nil, batch: Int = 1) -> [Int] {
        let division = CoreDivision(cores: cores, workers: workers, threads: threads, batch: batch)
        return [division.workers, division.threads]
    }

    @Test("go to frames, and beyond four of those to threads")
    func unasked() {
        #expect([1, 2, 4, 6, 8, 64].map { division($0) } == [[1, 1], [2, 1], [4, 1], [4, 1], [4, 2], [4, 16]])
    }

    @Test("go to the threads of one inference where it takes several frames")
    func batches() {
        #expect(division(8, batch: 4) == [1, 8])
        #expect(division(8, workers: 2, batch: 4) == [2, 4])
    }

    @Test("are divided by the one number that the user gives, and not at all where both are given")
    func asked() {
        #expect(division(8, threads: 1) == [8, 1])
        #expect(division(8, threads: 3) == [2, 3])
        #expect(division(2, threads: 16) == [1, 16])
        #expect(division(8, workers: 1) == [1, 8])
        #expect(division(8, workers: 3) == [3, 2])
        #expect(division(2, workers: 8) == [8, 1])
        #expect(division(2, workers: 3, threads: 5) == [3, 5])
    }

    @Test("a pipeline's number of workers is taken, and a faulty one told once")
    func inPipeline() throws {
        func check(_ options: String) throws -> [String] {
            let text = """
                stages:
                  - load: { path: \(Project.path("data/frames")) }
                  - preprocess: { size: 320 }
                  - infer: { model: \(Project.path("data/models/framerill-road.h5"))\(options) }
                  - store: { images: out/%s.jpg }
                """
            do {
                _ = try PipelineFile(text: text, path: "x.yaml").check(against: VisionCatalogue.stages)
                return []
            } catch {
                return error.description.split(separator: "\n").map(String.init)
            }
        }
        #expect(try check(", workers: 3").isEmpty)
        let faults = try check(", workers: 0")
        #expect(faults.count == 1 && faults[0].contains("\"workers\""), "\(faults)")
    }
}
