/// What matters of a pipeline's parts for the question whether they can stand together.
package struct GraphOutline: Sendable {
    package struct Part: Sendable {
        let kind: PartReport.Kind
        let settings: StageSettings
        /// The parts that it reads from, all of which stand before it.
        let inputs: [Int]
        /// By input, whether the part takes only some of the items.
        let isConditional: [Bool]
        /// For a join.
        let rule: JoinRule?

        var name: String { settings.name }

        package init(
            kind: PartReport.Kind, settings: StageSettings, inputs: [Int] = [], isConditional: [Bool] = [], rule: JoinRule? = nil
        ) {
            self.kind = kind
            self.settings = settings
            self.inputs = inputs
            self.isConditional = isConditional
            self.rule = rule
        }
    }

    /// What is wrong with one part.
    package struct Problem: Sendable, Hashable {
        package let part: Int
        package let message: String
    }

    private let parts: [Part]
    private let shape: GraphShape

    package init(_ parts: [Part]) {
        self.parts = parts
        shape = GraphShape(inputs: parts.map(\.inputs))
    }

    /// Loose ends.
    package var looseEnds: [Problem] {
        parts.indices.flatMap { index -> [Problem] in
            let part = parts[index]
            var problems: [Problem] = []
            if part.kind != .source, part.inputs.isEmpty {
                problems.append(Problem(part: index, message: "reads from nothing: say what it reads from"))
            }
            if part.kind != .sink, shape.readers[index].isEmpty {
                problems.append(Problem(part: index, message: "nothing reads what it gives: end in a sink"))
            }
            return problems
        }
    }

    /// Ways that part or meet as they can't.
    package var crossingProblems: [Problem] { meetingProblems + partingProblems }

    private var meetingProblems: [Problem] {
        parts.indices.flatMap { index -> [Problem] in
            let part = parts[index]
            if let rule = part.rule {
                let fork = shape.fork(before: index)
                return rule.problems(of: part, fork: fork).map { Problem(part: index, message: $0) }
            }
            guard let (first, second) = shape.sharedOrigin(of: part.inputs) else { return [] }
            let names =
                first == second
                ? "twice from \"\(parts[first].name)\"" : "from \"\(parts[first].name)\" and \"\(parts[second].name)\""
            return [Problem(part: index, message: "reads \(names), which carry items of one source: put a join before it")]
        }
    }

    private var partingProblems: [Problem] {
        parts.indices.filter { parts[$0].settings.fanOut == .roundRobin }.flatMap { index -> [Problem] in
            let readers = shape.readers[index]
            if readers.count < 2 {
                return [Problem(part: index, message: "gives its readers items in turn, but has only \(readers.count)")]
            }
            return readers.filter { parts[$0.part].isConditional[$0.input] }.map {
                Problem(
                    part: $0.part,
                    message:
                        "takes only some items of \"\(parts[index].name)\", which gives its readers items in turn: use one of the two"
                )
            }
        }
    }
}
