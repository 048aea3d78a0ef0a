import Dataflow
import PipelineFile
import Testing

@Suite("Mutated files")
struct MutationTests {
    /// Pieces that mean something to YAML, to the reader, or to Unicode.
    private static let pieces = [
        ":", "- ", "\n", "\t", "  ", "{", "}", "[", "]", ",", "\"", "'", "&a ", "*a", "!t ", "!!int ", "|", ">", "#", "? ",
        "---\n", "...\n",
        "%YAML 1.2\n", "<<: ", "~", "null", "0", "-1", "1e999", "99999999999999999999", ".nan", "true", "\\", "\u{0}", "\u{7F}",
        "\u{85}",
        "\u{2028}", "\u{F8F0}", "\u{E000}", "\u{FEFF}", "e\u{301}", "👩‍👩‍👧", "\r\n", "name", "stages", "count", "x", "@", "`",
        "\u{10FFFF}",
    ]

    @Test("a file mutated at random is a plan or has problems with places, and never ends the program", arguments: 0..<5)
    func mutations(_ part: UInt64) {
        let lines = soundFile.count { $0 == "\n" } + 1
        for run in 0..<1000 {
            let seed = part * 1000 + UInt64(run)
            var random = SplitMix(seed: seed)
            let text = Self.mutated(soundFile, &random)
            do {
                let plan = try PipelineFile(text: text, path: "toy.yaml").check(against: ToyCatalogue().catalogue)
                #expect(plan.stages.count >= 2, "seed \(seed)")
                #expect(!plan.graph(.mermaid).isEmpty && !plan.graph(.dot).isEmpty)
            } catch {
                #expect(!error.problems.isEmpty, "seed \(seed)")
                for problem in error.problems {
                    guard case .file("toy.yaml", let line, let column) = problem.mark else {
                        Issue.record("seed \(seed): \(problem)")
                        continue
                    }
                    #expect(line >= 1 && line <= lines + 40 && column >= 1, "seed \(seed): \(problem)")
                }
                #expect(error.problems == error.problems.sorted { $0.mark < $1.mark }, "seed \(seed)")
            }
        }
    }

    /// One to six changes: a piece put in, a stretch taken out, doubled or moved.
    private static func mutated(_ text: String, _ random: inout SplitMix) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0...random.next(upTo: 6) {
            let at = random.next(upTo: scalars.count + 1)
            let end = min(scalars.count, at + random.next(upTo: 12))
            switch random.next(upTo: 5) {
            case 0, 1: scalars.insert(contentsOf: random.pick(pieces).unicodeScalars, at: at)
            case 2: scalars.removeSubrange(at..<end)
            case 3: scalars.insert(contentsOf: Array(scalars[at..<end]), at: at)
            default:
                let stretch = Array(scalars[at..<end])
                scalars.removeSubrange(at..<end)
                scalars.insert(contentsOf: stretch, at: random.next(upTo: scalars.count + 1))
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
