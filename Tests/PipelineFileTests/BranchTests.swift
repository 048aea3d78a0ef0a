import Dataflow
import DataflowTesting
import PipelineFile
import Testing

@Suite("pipelines that branch")
struct BranchTests {
    private func run(_ text: String) async throws -> ([Int], RunReport) {
        let toys = ToyCatalogue()
        let plan = try PipelineFile(text: text, path: "toy.yaml").check(against: toys.catalogue)
        let report = try await plan.pipeline().run()
        expectConserved(report)
        return (toys.stored.numbers, report)
    }

    private let joined = """
        stages:
        - count: { up-to: 10 }
        - scale
        - predict: { model: m, name: even, from: scale }
        - predict: { model: m, name: all, from: scale }
        - add: { from: [even, all], incomplete: pass }
        - print
        """

    @Test("branches are joined in the order in which they parted")
    func joining() async throws {
        let (numbers, report) = try await run(joined)
        #expect(numbers == [0, 4, 8, 12, 16])
        #expect((report.copied, report.merged, report.filtered) == (10, 5, 10))
    }

    @Test("several sources meet in one stage, and each reader takes what its condition says")
    func conditions() async throws {
        let (numbers, report) = try await run(
            """
            stages:
            - count: { up-to: 6, name: ones }
            - count: { up-to: 50, step: 10, name: tens }
            - scale: { from: [ones, tens] }
            - predict: { model: m }
            - print: { when: { below: 20 } }
            """)
        #expect(numbers.sorted() == [0, 0, 2, 4, 10])
        #expect((report.stored, report.filtered) == (5, 6))
    }

    @Test("readers take turns")
    func turns() async throws {
        let (numbers, report) = try await run(
            """
            stages:
            - count: { up-to: 8, fan-out: round-robin }
            - scale: { name: a, from: count }
            - scale: { name: b, from: count }
            - add: { from: [a, b], incomplete: pass, name: together }
            - predict: { model: m }
            - print
            """)
        // What came by one input only counts a thousand for the other.
        #expect(numbers == [1000, 1002, 1004, 1006])
        #expect(report.copied == 0)
    }

    @Test("a graph is drawn with its branches")
    func drawing() throws {
        let graph = try plan(joined).graph(.mermaid)
        for edge in ["s1 -->|", "| s2", "| s3", "s2 -->|\"3 waiting<br/>boxes<br/>number\"| s4", "s3 -->|", "s4 -->|"] {
            #expect(graph.contains(edge))
        }
        let source = "stages:\n- count: {up-to: 1, fan-out: round-robin}\n- scale: {name: a}\n- scale: {name: b, from: count}\n"
        let ends =
            "- predict: {model: m, from: [a], when: {below: 3}}\n- print\n- predict: {model: m, from: b, name: c}\n- print: {name: d}\n"
        let turns = try plan(source + ends).graph(.dot)
        #expect(turns.contains(#"s0 -> s2 [label="4 waiting\nin turn\nnumber"];"#))
        #expect(turns.contains(#"s1 -> s3 [label="4 waiting\nwhen {below: 3}"#))
    }

    @Test("what a run resumes by changes with the ways that items take")
    func signature() throws {
        let first = try plan(joined).signature()
        let second = try plan(joined.replacing("[even, all]", with: "[all, even]")).signature()
        #expect(first != second)
        #expect(first["stage add"] == "add, incomplete: pass, from: [even, all]")
    }

    private static let count = "- count: {up-to: 3}\n"

    @Test(
        "ways that can't be are told with their place",
        arguments: [
            (
                "- scale: {from: coutn}\n- predict: {model: m}\n- print\n",
                [
                    #"toy.yaml:3:17: stage "scale": "from": "coutn" is not a stage of this pipeline; did you mean "count"?"#
                ]
            ),
            (
                "- scale: {from: [scale]}\n- predict: {model: m}\n- print\n",
                [
                    #"toy.yaml:3:17: stage "scale": "from": "scale" does not stand before it; move it up"#
                ]
            ),
            (
                "- scale\n- predict: {model: m}\n- print\n- print: {from: print, name: again}\n",
                [
                    #"toy.yaml:6:17: stage "again": "from": "print" is a sink, which gives nothing"#
                ]
            ),
            (
                "- scale\n- predict: {model: m}\n- add: {from: predict}\n- print\n",
                [
                    #"toy.yaml:5:15: stage "add": expected at least 2 inputs, found 1"#
                ]
            ),
            (
                "- scale\n- predict: {model: m, name: a, from: scale}\n- predict: {model: m, name: b, from: scale}\n- print: {from: [a, b]}\n",
                [
                    #"toy.yaml:6:17: stage "print": reads from "a" and "b", which carry items of one source: put a join before it"#
                ]
            ),
            (
                "- scale: {fan-out: round-robin}\n- predict: {model: m}\n- print\n",
                [
                    #"toy.yaml:3:3: stage "scale": gives its readers items in turn, but has only 1"#
                ]
            ),
            (
                "- scale\n- predict: {model: m, when: {belwo: 3}}\n- print: {fan-out: copy}\n",
                [
                    #"toy.yaml:4:29: stage "predict": "when": "below" is missing; expected "below": integer"#,
                    #"toy.yaml:4:30: stage "predict": "when": "belwo" is not an option; did you mean "below"?"#,
                    #"toy.yaml:5:20: stage "print": "fan-out": a sink gives items to nobody, so that this means nothing here; remove it"#,
                ]
            ),
            (
                "- count: {up-to: 3, step: 2, name: other, from: count, when: {below: 2}}\n- scale: {from: [count, other]}\n- predict: {model: m}\n- print\n",
                [
                    #"toy.yaml:3:49: stage "other": "from": a source takes no items, so that this means nothing here; remove it"#,
                    #"toy.yaml:3:62: stage "other": "when": a source takes no items; give it to the stage that reads them"#,
                ]
            ),
            (
                "- scale: {from: 3}\n- predict: {model: m}\n- print\n",
                [
                    #"toy.yaml:3:17: stage "scale": "from": expected stage or [stage, …], found integer 3"#
                ]
            ),
        ])
    func faults(text: String, expected: [String]) {
        #expect(problems("stages:\n" + Self.count + text) == expected)
    }

    @Test("a join takes what any input has, a stage of several inputs what all have")
    func slots() throws {
        let text = """
            stages:
            - count: { up-to: 3 }
            - scale
            - predict: { model: m, from: scale }
            - scale: { name: again, from: scale }

            """
        #expect(problems(text + "- add: { from: [again, predict] }\n- print\n") == [])
        let joined = try plan(text + "- add: { from: [again, predict] }\n- print\n")
        #expect(joined.stages[4].slots.filled.map(\.name.rawValue) == ["boxes", "grid", "number"])
        #expect(joined.stages[4].slots.conflicts == [:])
        let sources = "stages:\n- count: { up-to: 3 }\n- scale\n- count: { up-to: 3, step: 2, name: other }\n"
        #expect(
            problems(sources + "- predict: { model: m, from: [scale, other] }\n- print\n") == [
                #"toy.yaml:5:3: stage "predict": reads the slot "grid", which no stage before it fills; add "scale" before it"#
            ])
    }
}
