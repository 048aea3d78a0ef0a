import Dataflow
import PipelineFile
import Testing

@Suite("the option on-error")
struct ErrorPolicyOptionTests {
    private func policy(_ text: String) throws -> ErrorPolicy {
        let text = "stages:\n- count: { up-to: 3 }\n- scale:\n    on-error: \(text)\n- predict: { model: m.h5 }\n- print\n"
        return try PipelineFile(text: text, path: "toy.yaml").check(against: ToyCatalogue().catalogue).stages[1].settings.onError
    }

    @Test("says what happens when a stage fails at an item")
    func forms() throws {
        #expect(try policy("fail") == .fail)
        #expect(try policy("skip") == .skip)
        #expect(try policy("{ dead-letter: out/dead.jsonl }") == .deadLetter("out/dead.jsonl"))
        #expect(try policy("{ retry: { times: 3 } }") == .retry(times: 3))
        #expect(
            try policy("{ retry: { times: 3, backoff: 250ms }, then: skip }")
                == .retry(times: 3, backoff: .milliseconds(250), then: .skip))
        #expect(
            try policy("{ retry: { times: 1, backoff: 0.5 }, dead-letter: d }")
                == .retry(times: 1, backoff: .milliseconds(500), then: .deadLetter(path: "d")))
    }

    @Test(
        "is refused in any other form",
        arguments: [
            ("ignore", #"toy.yaml:4:15: stage "scale": "on-error": expected "fail" or "skip", found text "ignore""#),
            (
                "{ retry: { times: 0 } }",
                #"toy.yaml:4:33: stage "scale": "on-error": "retry": "times": expected integer from 1 to 1000000, found integer 0"#
            ),
            (
                "{ retry: { times: 1, backoff: soon } }",
                #"toy.yaml:4:45: stage "scale": "on-error": "retry": "backoff": expected time (0.5, 250ms, 2s, 5min, 1h), found text "soon""#
            ),
            ("{ then: skip }", #"toy.yaml:4:15: stage "scale": "on-error": expected "retry" or "dead-letter", found neither"#),
            (
                "{ dead-letter: d, then: skip }",
                #"toy.yaml:4:39: stage "scale": "on-error": "then": "dead-letter" says already what becomes of the item; remove one"#
            ),
            (
                "{ dead-leter: d }",
                #"toy.yaml:4:17: stage "scale": "on-error": "dead-leter" is not an option; did you mean "dead-letter"?"#
            ),
        ])
    func faults(text: String, problem: String) throws {
        let error = #expect(throws: PipelineFileError.self) { try policy(text) }
        #expect(error?.problems.map(\.description).contains(problem) == true, "\(error?.problems ?? [])")
    }
}
