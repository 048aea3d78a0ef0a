import Dataflow
import Yams

/// Reads one YAML document into values with places, and collects what is wrong with it.
///
/// The syntax is YAML's; of its meaning only maps with unique names, lists and scalars are taken. Anchors, aliases, merge
/// keys and tags are refused: a pipeline file says what it says where it says it.
struct YAMLReader {
    /// The place of a line and column, both from 1.
    let mark: (Int, Int) -> SourceMark
    private(set) var problems: [PipelineProblem] = []
    private var disguise = YAMLDisguise("")

    init(mark: @escaping (Int, Int) -> SourceMark) {
        self.mark = mark
    }

    /// The document's value; nil where it is empty or can't be parsed, which `problems` tells apart.
    mutating func read(_ text: String) -> OptionValue? {
        if let index = text.unicodeScalars.firstIndex(of: YAMLDisguise.star) {
            let place = text.place(of: index)
            problems.append(
                PipelineProblem(
                    at: mark(place.line, place.column), "expected text, found the private character U+F8F0; remove it"))
            return nil
        }
        disguise = YAMLDisguise(text)
        while true {
            do {
                // The resolver gives unquoted words a tag of their own, so that the tags that the user wrote stand out. The parser
                // owns the anchors that the nodes only refer to, so it must live until they are read.
                let resolver = try Resolver.basic.appending(Self.plain, "^")
                let parser = try Parser(yaml: disguise.text, resolver: resolver, encoding: .utf8)
                return try withExtendedLifetime(parser) {
                    try parser.singleRoot().map { value(of: $0) }
                }
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                let place = YAMLDisguise.Place(line: context.mark.line, column: context.mark.column)
                if disguise.renameKey(at: place) { continue }
                let names = names.map { "\"\(disguise.original($0))\"" }.joined(separator: ", ")
                problems.append(
                    PipelineProblem(at: mark(place.line, place.column), "\(names) is written more than once; keep one"))
            } catch {
                problems.append(YAMLSyntax.problem(error, in: text, mark: mark))
            }
            return nil
        }
    }

    private static let plain: Tag.Name = "plain"

    private mutating func value(of node: Node) -> OptionValue {
        let place = place(of: node)
        let mark = mark(place.line, place.column)
        if let fault = fault(of: node) {
            problems.append(PipelineProblem(at: mark, fault))
            return OptionValue(.unreadable, at: mark)
        }
        switch node {
        case .scalar(let scalar):
            let text = disguise.original(scalar.string)
            let isPlain = scalar.style == .plain || scalar.style == .any
            return OptionValue(isPlain ? PlainScalar.content(of: text) : .text(text), at: mark)
        case .sequence(let sequence):
            return OptionValue(.list(sequence.map { value(of: $0) }), at: mark)
        case .mapping(let mapping):
            return OptionValue(.map(map(of: mapping, at: mark)), at: mark)
        case .alias:
            return OptionValue(.unreadable, at: mark)
        }
    }

    private mutating func map(of mapping: Node.Mapping, at mark: SourceMark) -> OptionMap {
        var map = OptionMap(at: mark)
        for (key, value) in mapping {
            let place = place(of: key)
            let keyMark = self.mark(place.line, place.column)
            // The value is read whatever the key is like, so that its own faults are found.
            let value = self.value(of: value)
            guard case .scalar(let scalar) = key, fault(of: key) == nil else {
                problems.append(
                    PipelineProblem(at: keyMark, fault(of: key) ?? "expected a name before \":\", found a list or a map"))
                continue
            }
            let name = disguise.original(scalar.string, key: place)
            if name == "<<", scalar.style == .plain {
                problems.append(PipelineProblem(at: keyMark, "merge keys (\"<<\") are not supported; write the values out"))
            } else if name.isEmpty {
                problems.append(PipelineProblem(at: keyMark, "expected a name before \":\", found nothing"))
            } else if let first = map[name] {
                problems.append(PipelineProblem(at: keyMark, "\"\(name)\" is written twice, first at \(first.keyMark); keep one"))
            } else {
                map.entries.append(OptionMap.Entry(name, at: keyMark, value))
            }
        }
        return map
    }

    private func place(of node: Node) -> YAMLDisguise.Place {
        node.mark.map { YAMLDisguise.Place(line: $0.line, column: $0.column) } ?? YAMLDisguise.Place()
    }

    /// Why a node is not taken, whatever it holds.
    private func fault(of node: Node) -> String? {
        if case .scalar(let scalar) = node, scalar.style == .plain, scalar.string.unicodeScalars.first == YAMLDisguise.star {
            return
                "\(disguise.original(scalar.string)) would be an alias, which is not supported; put text that begins with \"*\" in quotes"
        }
        if let anchor = node.anchor {
            return
                "the anchor \"&\(disguise.original(anchor.rawValue))\" is not supported; remove it, and write the value out where it is needed"
        }
        switch (node, node.tag.rawValue) {
        case (.scalar, Self.plain.rawValue), (.sequence, Tag.Name.seq.rawValue), (.mapping, Tag.Name.map.rawValue): return nil
        // The parser gives quoted text this tag, as if the user had written it.
        case (.scalar(let scalar), Tag.Name.str.rawValue) where scalar.style != .plain: return nil
        case (_, let tag): return "the tag \"\(disguise.original(tag))\" is not supported; remove it"
        }
    }
}
