import Dataflow
import Yams

/// Turns the parser's errors into problems with a place.
enum YAMLSyntax {
    static func problem(_ error: any Error, in text: String, mark unlimited: (Int, Int) -> SourceMark) -> PipelineProblem {
        // The parser's text may be longer than the user's, and an unexpected end lies behind it.
        let end = text.place(of: text.endIndex)
        func mark(_ line: Int, _ column: Int) -> SourceMark {
            (line, column) < end ? unlimited(line, column) : unlimited(end.line, end.column)
        }
        switch error {
        case YamlError.scanner(let context, let problem, let place, _), YamlError.parser(let context, let problem, let place, _):
            return PipelineProblem(
                at: mark(place.line, place.column), "not valid YAML: \(sentence(context, problem, text, place))")
        case YamlError.composer(_, let problem, let place, _):
            let message =
                problem.contains("another document")
                ? "expected one document, found another after \"---\"; put it in a file of its own" : "not valid YAML: \(problem)"
            return PipelineProblem(at: mark(place.line, place.column), message)
        case YamlError.reader(let problem, let offset, let value, _):
            let index = text.index(text.startIndex, offsetBy: offset ?? 0, limitedBy: text.endIndex) ?? text.endIndex
            let place = text.place(of: index)
            let character = value >= 0 ? " (U+\(hexadecimal(value)))" : ""
            return PipelineProblem(
                at: mark(place.line, place.column), "not valid YAML: \(problem)\(character); remove the character")
        default:
            return PipelineProblem(at: mark(1, 1), "not valid YAML: \(error)")
        }
    }

    private static func sentence(_ context: YamlError.Context?, _ problem: String, _ text: String, _ place: Mark) -> String {
        if problem.hasPrefix("Maximum nesting level") { return "nested more than 1000 levels deep" }
        let start = TextLines.split(text.unicodeScalars).dropFirst(place.line - 1).first?.dropFirst(place.column - 1).first
        let advice =
            switch start {
            case "\t": "; indent with spaces, not tabs"
            case "@", "`", "%": "; put text that begins with this character in quotes"
            default: ""
            }
        guard let context else { return problem + advice }
        return "\(context.text) that begins at line \(context.mark.line), column \(context.mark.column): \(problem)\(advice)"
    }

    private static func hexadecimal(_ value: Int32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
