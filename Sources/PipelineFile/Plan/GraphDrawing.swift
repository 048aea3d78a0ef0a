import Dataflow

/// The two languages in which a plan can be drawn.
public enum GraphFormat: String, Sendable, CaseIterable {
    case mermaid
    case dot
}

extension PipelinePlan {
    /// The pipeline as a graph: stages with the options that were given, channels with their capacity and what they carry.
    public func graph(_ format: GraphFormat) -> String {
        let nodes = stages.map(\.label)
        let edges = stages.enumerated().flatMap { index, stage in
            stage.inputs.map { GraphEdge(from: $0, to: index, label: Self.label(from: stages[$0], to: stage)) }
        }
        switch format {
        case .mermaid: return Mermaid.graph(nodes, edges)
        case .dot: return Dot.graph(name ?? path, nodes, edges)
        }
    }

    private static func label(from: PlannedStage<Payload>, to: PlannedStage<Payload>) -> [String] {
        let policy = to.settings.overflow == .block ? "" : ", \(to.settings.overflow.rawValue)"
        let turns = from.settings.fanOut == .copy ? [] : ["in turn"]
        let condition = to.options["when"].map { ["when \($0.value)"] } ?? []
        let slots = from.slots.filled.map { slot in
            slot.shapeText.isEmpty ? slot.name.rawValue : "\(slot.name) \(slot.shapeText)"
        }
        return ["\(to.settings.capacity) waiting\(policy)"] + turns + condition + slots
    }
}

extension PlannedStage {
    /// The stage's name, how many workers it has, and the first options given.
    var label: [String] {
        let title = name == type ? name : "\(name) (\(type))"
        let workers = settings.workers > 1 ? ["\(settings.workers) workers\(settings.ordered ? "" : ", any order")"] : []
        let given = options.entries.filter { !CommonOptions.names.contains($0.key) }
        let lines = given.prefix(4).map { entry in
            let text = "\(entry.value)"
            return "\(entry.key): \(text.count > 40 ? "\(text.prefix(37))..." : text)"
        }
        return [title] + workers + lines + (given.count > 4 ? ["..."] : [])
    }
}

/// A way from one stage to another, with what is said of it.
private struct GraphEdge {
    let from: Int
    let to: Int
    let label: [String]
}

/// <https://mermaid.js.org/syntax/flowchart.html>
private enum Mermaid {
    static func graph(_ nodes: [[String]], _ edges: [GraphEdge]) -> String {
        var lines = ["flowchart LR"]
        lines += nodes.enumerated().map { "    s\($0)[\"\(label($1))\"]" }
        lines += edges.map { "    s\($0.from) -->|\"\(label($0.label))\"| s\($0.to)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func label(_ lines: [String]) -> String {
        lines.map { line in
            line.map { "\"#<>&;`".contains($0) ? "#\($0.asciiValue ?? 63);" : String($0) }.joined()
        }.joined(separator: "<br/>")
    }
}

/// <https://graphviz.org/doc/info/lang.html>
private enum Dot {
    static func graph(_ name: String, _ nodes: [[String]], _ edges: [GraphEdge]) -> String {
        var lines = ["digraph \"\(escaped(name))\" {", "    rankdir=LR;", "    node [shape=box];"]
        lines += nodes.enumerated().map { "    s\($0) [label=\"\(label($1))\"];" }
        lines += edges.map { "    s\($0.from) -> s\($0.to) [label=\"\(label($0.label))\"];" }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }

    private static func label(_ lines: [String]) -> String {
        lines.map(escaped).joined(separator: "\\n")
    }

    private static func escaped(_ text: String) -> String {
        text.map { "\"\\".contains($0) ? "\\\($0)" : String($0) }.joined().split(separator: "\n").joined(separator: " ")
    }
}
