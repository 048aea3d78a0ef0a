import Dataflow
import PipelineFile
import Testing

/// A pipeline with one stage replaced, so that a test shows only what it is about.
private func pipeline(scale: String = "scale", predict: String = "predict: { model: m.h5 }") -> String {
    "stages:\n- count: { up-to: 3 }\n- \(scale)\n- \(predict)\n- print\n"
}

private struct Fault: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
    var problems: [String]

    init(_ name: String, _ text: String, _ problems: String...) {
        testDescription = name
        self.text = text
        self.problems = problems
    }
}

@Suite("Faults of a pipeline file")
struct FaultTests {
    @Test("a sound file has no problem")
    func sound() {
        #expect(problems(soundFile) == [])
    }

    private static let options = [
        Fault(
            "misspelt option", pipeline(scale: "scale: { siez: 4 }"),
            #"toy.yaml:3:12: stage "scale": "siez" is not an option; did you mean "size"?"#),
        Fault(
            "misspelt option of every stage", pipeline(scale: "scale: { wokers: 4 }"),
            #"toy.yaml:3:12: stage "scale": "wokers" is not an option; did you mean "workers"?"#),
        Fault(
            "option like no other", pipeline(scale: "scale: { interpolation: 4 }"),
            #"toy.yaml:3:12: stage "scale": "interpolation" is not an option; expected "size" or "kernel""#),
        Fault(
            "option of a stage that has none",
            "stages:\n- count: { up-to: 3 }\n- scale\n- predict: {model: m}\n- tidy: {sort: 1}\n- print\n",
            #"toy.yaml:5:10: stage "tidy": "sort" is not an option; expected "name", "from", "fan-out", "workers", "capacity", "overflow", "ordered", "executor", "on-error", "rate", "lifetime", "drop-late" or "when""#
        ),
        Fault(
            "missing option", pipeline(predict: "predict"),
            #"toy.yaml:4:3: stage "predict": "model" is missing; expected "model": path"#),
        Fault(
            "text for an integer", pipeline(predict: "predict: { model: m, batch: many }"),
            #"toy.yaml:4:31: stage "predict": "batch": expected integer from 1 to 64, found text "many""#),
        Fault(
            "quoted integer", pipeline(predict: "predict: { model: m, batch: '4' }"),
            #"toy.yaml:4:31: stage "predict": "batch": expected integer from 1 to 64, found text "4"; write it without quotes"#),
        Fault(
            "number for an integer", pipeline(predict: "predict: { model: m, batch: 1.5 }"),
            #"toy.yaml:4:31: stage "predict": "batch": expected integer from 1 to 64, found number 1.5"#),
        Fault(
            "integer out of range", pipeline(predict: "predict: { model: m, batch: 65 }"),
            #"toy.yaml:4:31: stage "predict": "batch": expected integer from 1 to 64, found integer 65"#),
        Fault(
            "number out of range", pipeline(predict: "predict: { model: m, threshold: -0.1 }"),
            #"toy.yaml:4:35: stage "predict": "threshold": expected number from 0 to 1, found number -0.1"#),
        Fault(
            "not a number", pipeline(predict: "predict: { model: m, threshold: .nan }"),
            #"toy.yaml:4:35: stage "predict": "threshold": expected number from 0 to 1, found number nan"#),
        Fault(
            "YAML 1.1's yes", pipeline(predict: "predict: { model: m, exact: yes }"),
            #"toy.yaml:4:31: stage "predict": "exact": expected true or false, found text "yes"; write true"#),
        Fault(
            "YAML 1.1's off", pipeline(predict: "predict: { model: m, exact: Off }"),
            #"toy.yaml:4:31: stage "predict": "exact": expected true or false, found text "Off"; write false"#),
        Fault(
            "number for a path", pipeline(predict: "predict: { model: 12 }"),
            #"toy.yaml:4:21: stage "predict": "model": expected path, found integer 12; put it in quotes"#),
        Fault(
            "nothing for a path", pipeline(predict: "predict: { model: }"),
            #"toy.yaml:4:21: stage "predict": "model": expected path, found nothing"#),
        Fault(
            "empty path", pipeline(predict: "predict: { model: '' }"),
            #"toy.yaml:4:21: stage "predict": "model": expected path, found text """#),
        Fault(
            "list for a path", pipeline(predict: "predict: { model: [a] }"),
            #"toy.yaml:4:21: stage "predict": "model": expected path, found a list"#),
        Fault(
            "faults inside a list", pipeline(predict: "predict: { model: m, classes: [car, 1, {}] }"),
            #"toy.yaml:4:39: stage "predict": "classes": expected text, found integer 1; put it in quotes"#,
            #"toy.yaml:4:42: stage "predict": "classes": expected text, found a map"#),
        Fault(
            "misspelt choice", pipeline(scale: "scale: { kernel: bicubik }"),
            #"toy.yaml:3:20: stage "scale": "kernel": expected "nearest", "bilinear" or "bicubic", found text "bicubik"; did you mean "bicubic"?"#
        ),
        Fault(
            "size of nothing", pipeline(scale: "scale: { size: 0x480 }"),
            #"toy.yaml:3:18: stage "scale": "size": expected size (320 or 640x480, sides from 1 to 100), found text "0x480""#),
        Fault(
            "options as text", pipeline(scale: "scale: big"),
            #"toy.yaml:3:10: stage "scale": expected options "{name: value, …}", found text "big""#),
        Fault(
            "what the stage itself refuses",
            "stages:\n- count: { up-to: 3 }\n- scale\n- predict: {model: m}\n- keep: {most: 1, least: 2}\n- print\n",
            #"toy.yaml:5:16: stage "keep": "most": expected at least 2, which "least" says, found 1"#),
        Fault(
            "workers of a source", "stages:\n- count: { up-to: 3, workers: 2 }\n- scale\n- predict: {model: m}\n- print\n",
            #"toy.yaml:2:31: stage "count": "workers": a source takes no items, so that this means nothing here; remove it"#),
        Fault(
            "no workers", pipeline(scale: "scale: { workers: 0 }"),
            #"toy.yaml:3:21: stage "scale": "workers": expected integer from 1 to 1024, found integer 0"#),
        Fault(
            "unknown policy", pipeline(scale: "scale: { overflow: drop_oldest }"),
            #"toy.yaml:3:22: stage "scale": "overflow": expected "block", "drop-oldest", "drop-newest" or "latest", found text "drop_oldest"; did you mean "drop-oldest"?"#
        ),
        Fault(
            "a name that is none", pipeline(scale: "scale: { name: a.b }"),
            #"toy.yaml:3:18: stage "scale": "name": expected a letter, then letters, digits, "-" or "_", found "a.b""#),
    ]

    @Test("a faulty option is told with its place and what to do", arguments: options)
    private func option(_ fault: Fault) {
        #expect(problems(fault.text) == fault.problems)
    }

    private static let wholes = [
        Fault("empty", "", #"toy.yaml:1:1: expected "stages:" with a list of stages, found an empty file"#),
        Fault("only a comment", "# nothing\n", #"toy.yaml:1:1: expected "stages:" with a list of stages, found an empty file"#),
        Fault("a list", "- count\n", #"toy.yaml:1:1: expected a map with "stages:", found a list"#),
        Fault("only text", "count", #"toy.yaml:1:1: expected a map with "stages:", found text "count""#),
        Fault("no stages", "name: x\n", #"toy.yaml:1:1: expected "stages:" with a list of stages, found none"#),
        Fault(
            "stages as a map", "stages:\n  count: {}\n",
            #"toy.yaml:2:3: expected a list of stages under "stages:", found a map"#),
        Fault(
            "empty list", "stages: []\n", #"toy.yaml:1:9: expected a list of stages under "stages:", found an empty list"#),
        Fault(
            "unknown key", pipeline() + "stage: []\n",
            #"toy.yaml:6:1: "stage" is not a key of a pipeline; did you mean "stages"?"#),
        Fault(
            "a name that is a number", pipeline() + "name: 3\n",
            "toy.yaml:6:7: expected the pipeline's name as text, found integer 3"),
        Fault(
            "unknown stage", pipeline(scale: "scael: { anything: 1 }"),
            #"toy.yaml:3:3: "scael" is not a stage; did you mean "scale"?"#),
        Fault(
            "unknown stage like no other", pipeline(scale: "transmogrify"),
            #"toy.yaml:3:3: "transmogrify" is not a stage; expected "count", "scale", "predict", "keep", "tidy", "add" or "print""#
        ),
        Fault(
            "options not indented", pipeline(predict: "predict:\n  model: m"),
            #"toy.yaml:4:3: expected one stage, found the keys "predict" and "model"; indent the options of "predict" further than its name"#
        ),
        Fault("a number for a stage", pipeline(scale: "12"), "toy.yaml:3:3: expected a stage, found integer 12"),
        Fault("an empty stage", pipeline(scale: "{}"), "toy.yaml:3:3: expected a stage, found an empty map"),
        Fault(
            "one name twice", "stages:\n- count: {up-to: 3}\n- scale\n- predict: {model: m}\n- tidy\n- tidy\n- print\n",
            #"toy.yaml:6:3: stage "tidy": the stage at toy.yaml:5:3 has the same name; give this one another with "name:""#),
        Fault(
            "one name given twice",
            "stages:\n- count: {up-to: 3}\n- scale\n- predict: {model: m}\n- tidy\n- keep: { name: tidy }\n- print\n",
            #"toy.yaml:6:17: stage "tidy": the stage at toy.yaml:5:3 has the same name; give this one another with "name:""#),
    ]

    @Test("a file that is no pipeline is told why", arguments: wholes)
    private func whole(_ fault: Fault) {
        #expect(problems(fault.text) == fault.problems)
    }

    private static let flows = [
        Fault(
            "no source", "stages:\n- scale\n- predict: {model: m}\n- print\n",
            #"toy.yaml:2:3: stage "scale": a pipeline begins with a source, found a transform; expected "count" before it"#,
            #"toy.yaml:2:3: stage "scale": reads the slot "number", which no stage before it fills; add "count" before it"#),
        Fault(
            "no sink", "stages:\n- count: {up-to: 3}\n- scale\n",
            #"toy.yaml:3:3: stage "scale": a pipeline ends with a sink, found a transform; expected "print" after it"#),
        Fault(
            "source in the middle",
            "stages:\n- count: {up-to: 3}\n- count: {up-to: 3, name: again}\n- scale\n- predict: {model: m}\n- print\n",
            #"toy.yaml:2:3: stage "count": nothing reads what it gives; put a stage right after it, or let one say "from: count""#
        ),
        Fault(
            "sink in the middle",
            "stages:\n- count: {up-to: 3}\n- scale\n- predict: {model: m}\n- print\n- print: {name: again}\n",
            #"toy.yaml:6:3: stage "again": follows the sink "print", which gives nothing; say which stage it reads from: "from: NAME""#
        ),
        Fault(
            "nothing fills the slot", "stages:\n- count: {up-to: 3}\n- predict: {model: m}\n- print\n",
            #"toy.yaml:3:3: stage "predict": reads the slot "grid", which no stage before it fills; add "scale" before it"#),
        Fault(
            "stages in the wrong order", "stages:\n- count: {up-to: 3}\n- predict: {model: m}\n- scale\n- print\n",
            #"toy.yaml:3:3: stage "predict": reads the slot "grid", which no stage before it fills; move "scale" before it"#),
        Fault(
            "the slot was emptied",
            "stages:\n- count: {up-to: 3}\n- scale\n- predict: {model: m}\n- predict: {model: m, name: again}\n- print\n",
            #"toy.yaml:5:3: stage "again": reads the slot "grid", which the stage "predict" before it empties"#),
        Fault(
            "a shape that doesn't fit", pipeline(scale: "scale: { size: 4x6 }"),
            #"toy.yaml:4:21: stage "predict": "model": expected a grid of 4 × 4, found 6 × 4 × ? from "scale"; set its size to 4"#
        ),
        Fault(
            "nothing is missed after an unknown stage", "stages:\n- count: {up-to: 3}\n- sclae\n- predict: {model: m}\n- print\n",
            #"toy.yaml:3:3: "sclae" is not a stage; did you mean "scale"?"#),
        Fault(
            "no shape is compared after a faulty size", pipeline(scale: "scale: { size: big }"),
            #"toy.yaml:3:18: stage "scale": "size": expected size (320 or 640x480, sides from 1 to 100), found text "big""#),
    ]

    @Test("stages that don't fit together are told why", arguments: flows)
    private func flow(_ fault: Fault) {
        #expect(problems(fault.text) == fault.problems)
    }

    @Test("all problems of a file come at once, in the order of the file")
    func all() {
        let text = """
            nmae: toys
            stages:
              - count: { upto: 10, step: 11 }
              - scale:
                  size: [4]
                  kernel: bicubic
                  kernel: nearest
              - predikt: { model: m }
              - keep: &anchor
                  least: two
              - print: { lines: *anchor }
            """
        #expect(
            problems(text) == [
                #"toy.yaml:1:1: "nmae" is not a key of a pipeline; did you mean "name"?"#,
                #"toy.yaml:3:5: stage "count": "up-to" is missing; expected "up-to": integer ≥ 0"#,
                #"toy.yaml:3:14: stage "count": "upto" is not an option; did you mean "up-to"?"#,
                #"toy.yaml:3:30: stage "count": "step": expected integer from 1 to 10, found integer 11"#,
                #"toy.yaml:5:13: stage "scale": "size": expected size (320 or 640x480, sides from 1 to 100), found a list"#,
                #"toy.yaml:7:7: "kernel" is written twice, first at toy.yaml:6:7; keep one"#,
                #"toy.yaml:8:5: "predikt" is not a stage; did you mean "predict"?"#,
                #"toy.yaml:9:11: the anchor "&anchor" is not supported; remove it, and write the value out where it is needed"#,
                #"toy.yaml:11:21: *anchor would be an alias, which is not supported; put text that begins with "*" in quotes"#,
            ])
    }
}
