import Dataflow
import PipelineFile
import Testing

@Suite("Overrides")
struct OverrideTests {
    private let twice = """
        stages:
        - count: { up-to: 3 }
        - scale
        - predict: { model: m }
        - keep: { name: first }
        - keep: { name: second, least: 4 }
        - print
        """

    /// What the option that `argument` sets is then, in the stage that it names.
    private func value(_ argument: String) throws -> String? {
        let names = argument.prefix { $0 != "=" }.split(separator: ".").map(String.init)
        return try plan(twice, set: [argument]).stages.first { $0.name == names[0] }?.options[names[1]]?.value.description
    }

    @Test("a value replaces that of the file or is added to it, the last one wins")
    func replaces() throws {
        #expect(try value("second.least=5") == "5")
        #expect(try value("first.least=-5") == "-5")
        #expect(try value("print.lines=out.txt") == "out.txt")
        let plan = try plan(twice, set: ["predict.workers=2", "predict.workers=3"])
        #expect(plan.stages.map(\.settings.workers) == [1, 1, 3, 1, 1, 1])
    }

    @Test("an option inside a map is set by a longer name, and the rest of the map stays")
    func nested() throws {
        let text = twice.replacing("- print", with: "- print: { labels: { a: x, b: y } }")
        let plan = try plan(text, set: ["print.labels.b=z", "print.labels.c=w"])
        #expect(plan.stages.last?.options["labels"]?.value.description == "{a: x, b: z, c: w}")
        #expect(try value("print.labels.a=x") == "{a: x}")
    }

    @Test("values are read as in the file, and text needs no quotes")
    func values() throws {
        #expect(try value("predict.classes=[a, b]") == "[a, b]")
        #expect(try value("predict.classes=null") == "null")
        #expect(try value("predict.model=*.h5") == "*.h5")
        #expect(try value("predict.model=a: b # c") == "a: b # c")
        #expect(try value("predict.model=a=b") == "a=b")
        #expect(try value("predict.model=2024") == "2024")
        #expect(try value("predict.model=true") == "true")
        #expect(try value("predict.model='[x]'") == "[x]")
    }

    @Test(
        "a faulty override is reported with its own words",
        arguments: [
            ("predict.modle=x", #"--set predict.modle=x: stage "predict": "modle" is not an option; did you mean "model"?"#),
            ("predikt.model=x", #"--set predikt.model=x: no stage of the pipeline is named "predikt"; did you mean "predict"?"#),
            (
                "tidy.model=x",
                #"--set tidy.model=x: no stage of the pipeline is named "tidy"; expected "count", "scale", "predict", "first", "second" or "print""#
            ),
            ("keep.least=1", #"--set keep.least=1: "keep" means 2 stages of the pipeline; expected "first" or "second""#),
            (
                "predict.batch=many",
                #"--set predict.batch=many: stage "predict": "batch": expected integer from 1 to 64, found text "many""#
            ),
            (
                "predict.classes=[a",
                #"--set predict.classes=[a: not valid YAML: while parsing a flow sequence that begins at line 1, column 1: did not find expected ',' or ']'"#
            ),
            (
                "predict.model.name=a",
                #"--set predict.model.name=a: stage "predict": "model": expected a map to set "name" in, found text "m""#
            ),
            ("print.labels.a=[]", #"--set print.labels.a=[]: stage "print": "labels": expected text, found a list"#),
            ("predict.model", #"--set predict.model: expected STAGE.OPTION=VALUE, as in "infer.batch=4""#),
            ("=1", #"--set =1: expected STAGE.OPTION=VALUE, as in "infer.batch=4""#),
            ("", #"--set : expected STAGE.OPTION=VALUE, as in "infer.batch=4""#),
            ("predict..model=1", #"--set predict..model=1: expected STAGE.OPTION=VALUE, as in "infer.batch=4""#),
        ])
    func faults(_ argument: String, _ problem: String) {
        #expect(problems(twice, set: argument) == [problem])
    }

    @Test("problems of the file come first, then those of the overrides in their order")
    func order() {
        #expect(
            problems(twice.replacing("least: 4", with: "leest: 4"), set: "scale.size=x", "count.up-to=-1", "nowhere.a=1") == [
                #"toy.yaml:6:25: stage "second": "leest" is not an option; did you mean "least"?"#,
                #"--set scale.size=x: stage "scale": "size": expected size (320 or 640x480, sides from 1 to 100), found text "x""#,
                #"--set count.up-to=-1: stage "count": "up-to": expected integer ≥ 0, found integer -1"#,
                #"--set nowhere.a=1: no stage of the pipeline is named "nowhere"; expected "count", "scale", "predict", "first", "second" or "print""#,
            ])
    }

    @Test("the first and the last stage can be meant without their names")
    func ends() throws {
        let file = try PipelineFile(text: twice, path: "toy.yaml")
        let output = PipelineOverride(.sink, option: ["lines"], .text("7"), label: "--output 7")
        let plan = try file.check(against: ToyCatalogue().catalogue, overrides: [output])
        #expect(plan.stages.last?.options["lines"]?.value.description == "7")
        let input = PipelineOverride(.source, option: ["path"], .text("*"), label: "--input *")
        #expect(
            throws: PipelineFileError.problems([
                PipelineProblem(
                    at: .argument("--input *", index: 0), stage: "count", #""path" is not an option; expected "up-to" or "step""#)
            ])
        ) {
            try file.check(against: ToyCatalogue().catalogue, overrides: [input])
        }
    }

    @Test("an override mends a fault of the file")
    func mends() {
        let text = "stages:\n- count\n- scale: { size: 4x6 }\n- predict: { model: m }\n- print\n"
        #expect(problems(text).count == 2)
        #expect(problems(text, set: "count.up-to=1", "scale.size=4") == [])
    }
}
