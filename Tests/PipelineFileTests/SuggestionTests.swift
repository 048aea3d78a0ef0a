import Dataflow
import Testing

@Suite("Suggestions")
struct SuggestionTests {
    private static let names = ["load", "preprocess", "infer", "filter-boxes", "nms", "annotate", "store"]

    @Test(
        "a slip of the fingers finds the name that was meant",
        arguments: [
            ("laod", "load"), ("preproces", "preprocess"), ("pre-process", "preprocess"), ("inferr", "infer"), ("Infer", "infer"),
            ("filter_boxes", "filter-boxes"), ("filterboxes", "filter-boxes"), ("nsm", "nms"), ("nms2", "nms"),
            ("anotate", "annotate"),
            ("stroe", "store"), ("stor", "store"),
        ])
    func slips(_ name: String, _ meant: String) {
        #expect(Suggestion.nearest(to: name, among: Self.names) == meant)
    }

    @Test("another word finds nothing", arguments: ["resize", "x", "", "detect", "n", "decode", "nothing-like-it"])
    func others(_ name: String) {
        #expect(Suggestion.nearest(to: name, among: Self.names) == nil)
    }

    @Test("the distance is that of a plain recursive definition")
    func oracle() {
        /// Whether `a` becomes `b` by at most `steps` insertions, deletions, replacements and swaps of neighbours.
        func within(_ a: ArraySlice<Character>, _ b: ArraySlice<Character>, _ steps: Int) -> Bool {
            if steps < 0 { return false }
            guard let x = a.first else { return b.count <= steps }
            guard let y = b.first else { return a.count <= steps }
            if x == y, within(a.dropFirst(), b.dropFirst(), steps) { return true }
            if a.count > 1, b.count > 1, a.dropFirst().first == y, b.dropFirst().first == x,
                within(a.dropFirst(2), b.dropFirst(2), steps - 1)
            {
                return true
            }
            return within(a.dropFirst(), b, steps - 1) || within(a, b.dropFirst(), steps - 1)
                || within(a.dropFirst(), b.dropFirst(), steps - 1)
        }
        var random = SplitMix(seed: 7)
        for _ in 0..<2000 {
            let a = (0..<random.next(upTo: 8)).map { _ in random.pick(["a", "b", "c"]) }.joined()
            let b = (0..<random.next(upTo: 8)).map { _ in random.pick(["a", "b", "c"]) }.joined()
            let longest = max(a.count, b.count)
            let allowed = min(max(1, longest / 3), longest - 1)
            let expected = longest > 0 && within(Array(a)[...], Array(b)[...], allowed)
            #expect((Suggestion.nearest(to: a, among: [b]) == b) == expected, "\"\(a)\" and \"\(b)\"")
        }
    }
}
