import Foundation
import TestMaterial
import Testing

@Suite("framerill check, graph, stages and summary", .timeLimit(.minutes(5)))
struct CheckTests {
    @Test("check tells the stages of a sound file")
    func sound() async throws {
        let run = try await framerill("check", Material.carDetection)
        #expect((run.status, run.errors) == (0, ""))
        #expect(
            run.output == """
                Pipelines/car-detection.yaml: 7 stages: load → preprocess → infer → filter-boxes → nms → annotate → store

                """)
    }

    @Test("check goes on after a faulty file, tells all of its faults, and fails")
    func severalFiles() async throws {
        let folder = try TemporaryFolder()
        let faulty = try folder.write(
            """
            stages:
              - load: { path: data/frames }
              - preproces: { size: 320 }
              - annotate: { fil: 0.2, labels: maybe }
              - store: { images: out/%s.jpg }

            """, to: "faulty.yaml")
        let run = try await framerill("check", faulty, Material.carDetection)
        #expect(run.status == 1)
        #expect(run.outputLines.count == 1)
        #expect(
            run.errorLines == [
                "\(faulty):3:5: \"preproces\" is not a stage; did you mean \"preprocess\"?",
                "\(faulty):4:17: stage \"annotate\": \"fil\" is not an option; did you mean \"fill\"?",
                "\(faulty):4:35: stage \"annotate\": \"labels\": expected true or false, found text \"maybe\"",
            ])
    }

    @Test("check without a file is wrong usage")
    func noFile() async throws {
        let run = try await framerill("check")
        #expect(run.status == 64)
        #expect(run.errors.contains("Missing expected argument '<pipeline> ...'"), "\(run.errors)")
    }

    @Test("graph draws for Mermaid and for Graphviz")
    func graph() async throws {
        let mermaid = try await framerill("graph", Material.carDetection)
        #expect(mermaid.status == 0)
        #expect(mermaid.output.hasPrefix("flowchart LR\n    s0[\"load<br/>path: data/frames\"]\n"), "\(mermaid.output)")
        #expect(mermaid.output.hasSuffix("s6\n"))
        let dot = try await framerill("graph", Material.carDetection, "--format", "dot", "--set", "infer.batch=4")
        #expect(dot.output.hasPrefix("digraph \"car-detection\" {\n"))
        #expect(dot.output.contains("batch: 4"))
        #expect(dot.output.hasSuffix("}\n"))
        let other = try await framerill("graph", Material.carDetection, "--format", "svg")
        #expect(other.status == 64)
        #expect(other.errors.contains("'svg' is invalid"), "\(other.errors)")
    }

    @Test("stages lists all of them, and tells all about one")
    func stages() async throws {
        let all = try await framerill("stages")
        #expect(all.status == 0)
        #expect(
            all.outputLines.map { $0.prefix { $0 != " " } } == [
                "load", "preprocess", "infer", "filter-boxes", "nms", "classify", "join", "annotate", "store",
            ])
        let one = try await framerill("stages", "nms")
        for part in ["emits", "waits when", "reads", "candidates, placement", "max-boxes", "default: 10", "workers", "- nms: {"] {
            #expect(one.output.contains(part), "\(part)")
        }
        let wrong = try await framerill("stages", "anotate")
        #expect((wrong.status, wrong.output) == (64, ""))
        #expect(wrong.errors == "framerill stages: \"anotate\" is not a stage; did you mean \"annotate\"?\n")
    }

    @Test("stages as JSON has the same")
    func stagesAsJSON() async throws {
        let run = try await framerill("stages", "load", "--json")
        let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        #expect(document?["name"] as? String == "load")
        #expect((document?["options"] as? [Any])?.count == 4)
    }

    @Test("summary is Keras' table")
    func summary() async throws {
        let run = try await framerill("summary", Material.model)
        #expect((run.status, run.errors) == (0, ""))
        #expect(run.output.contains("Layer (type)"))
        #expect(run.output.contains("Connected to"))
        #expect(run.output.contains("(None, 320, 320, 3)"))
        #expect(run.output.contains("Total params:"))
        #expect(run.output.hasSuffix("_\n"))
        let json = try await framerill("summary", Material.model, "--json")
        #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
    }

    @Test("a command or an option that isn't there is wrong usage")
    func unknownCommand() async throws {
        #expect(try await framerill("rum", Material.carDetection).status == 64)
        #expect(try await framerill("run", Material.carDetection, "--quite").status == 64)
        #expect(try await framerill("run").status == 64)
        let help = try await framerill("help", "run")
        #expect(help.status == 0)
        #expect(help.output.contains("--set <stage.option=value>"))
        #expect(try await framerill("--version").output == "0.1.0\n")
    }
}
