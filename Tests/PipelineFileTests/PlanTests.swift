import Dataflow
import PipelineFile
import Testing

@Suite("Plans")
struct PlanTests {
    @Test("a plan holds settings, options and slots of each stage")
    func contents() throws {
        let plan = try plan(soundFile)
        #expect(plan.name == "toys")
        #expect(plan.stages.map(\.name) == ["count", "scale", "predict", "tidy", "keep", "print"])
        #expect(plan.stages.map(\.kind) == [.source, .transform, .transform, .transform, .transform, .sink])
        #expect(plan.stages[1].settings == StageSettings(name: "scale", capacity: 8, threads: .dedicated))
        #expect(plan.stages[2].settings == StageSettings(name: "predict", workers: 2))
        #expect(plan.stages[4].settings == StageSettings(name: "keep", overflow: .dropOldest))
        #expect(
            plan.stages.map { $0.slots.filled.map(\.name.rawValue) } == [
                ["number"], ["grid", "number"], ["boxes", "number"], ["boxes", "number"], ["boxes", "number"],
                ["boxes", "number"],
            ])
        #expect(plan.stages[1].slots["grid"]?.shapeText == "4 × 4 × ?")
        #expect(plan.stages[3].slots["boxes"]?.writer == "tidy")
    }

    @Test("a slot tells its shape or those of its parts")
    func shapes() {
        #expect(Slot("tensor", shape: [4, nil, 3]).shapeText == "4 × ? × 3")
        #expect(
            Slot("outputs", parts: [Slot.Part(name: "a", shape: [2, 2]), Slot.Part(name: "b", shape: [4, nil])]).shapeText
                == "2 × 2 + 4 × ?")
        #expect(Slot("image").shapeText == "")
    }

    private let short = """
        stages:
        - count: { up-to: 3 }
        - scale
        - predict: { model: 'a"b\\<c>#.h5', workers: 2, ordered: false, name: find, overflow: latest }
        - print
        """

    @Test("a plan is drawn in Mermaid")
    func mermaid() throws {
        #expect(
            try plan(short).graph(.mermaid) == """
                flowchart LR
                    s0["count<br/>up-to: 3"]
                    s1["scale"]
                    s2["find (predict)<br/>2 workers, any order<br/>model: a#34;b\\#60;c#62;#35;.h5"]
                    s3["print"]
                    s0 -->|"4 waiting<br/>number"| s1
                    s1 -->|"4 waiting, latest<br/>grid 4 × 4 × ?<br/>number"| s2
                    s2 -->|"4 waiting<br/>boxes<br/>number"| s3

                """)
    }

    @Test("a plan is drawn in dot")
    func dot() throws {
        #expect(
            try plan(short).graph(.dot) == #"""
                digraph "toy.yaml" {
                    rankdir=LR;
                    node [shape=box];
                    s0 [label="count\nup-to: 3"];
                    s1 [label="scale"];
                    s2 [label="find (predict)\n2 workers, any order\nmodel: a\"b\\<c>#.h5"];
                    s3 [label="print"];
                    s0 -> s1 [label="4 waiting\nnumber"];
                    s1 -> s2 [label="4 waiting, latest\ngrid 4 × 4 × ?\nnumber"];
                    s2 -> s3 [label="4 waiting\nboxes\nnumber"];
                }

                """#)
    }

    @Test("a stage that can't be built is reported at the option that is to blame")
    func broken() async throws {
        let plan = try plan("stages:\n- count: { up-to: 3 }\n- scale\n- predict: { model: broken.h5 }\n- print\n")
        await #expect(
            throws: PipelineFileError.problems([
                PipelineProblem(
                    at: .file("toy.yaml", line: 4, column: 21), stage: "predict", "\"model\": the weights are cut short")
            ])
        ) {
            try await plan.pipeline()
        }
    }
}
