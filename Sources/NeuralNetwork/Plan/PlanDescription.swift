extension Plan: CustomStringConvertible {
    /// The compiled plan: one line a step with the operation, its layer, oneDNN's implementation and the result's extents.
    public var description: String {
        let rows = steps.enumerated().map { index, step in
            [
                "\(index)", step.site.description, step.implementation,
                step.operands.map { "\($0.layout.text)@\($0.buffer)" }.joined(separator: " → "),
            ]
        }
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            (0..<3).map { row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count) }.joined(separator: "  ") + "  "
                + row[3]
        }
        let memory = memory
        let summary =
            "arena \(memory.arenaBytes) bytes (at least \(memory.arenaBound) alive at once), weights \(memory.weightBytes) bytes, "
            + "\(threads) thread(s)"
        return (lines + [summary]).joined(separator: "\n")
    }
}

extension Layout {
    /// Extents, and the blocks of a blocked layout: `1x64x56x56/16b`.
    var text: String {
        let extents = dimensions.map(String.init).joined(separator: "x") + (elementType == .float32 ? "" : " \(elementType)")
        guard let blocks = blocking?.blocks else { return extents + "/packed" }
        return blocks.isEmpty
            ? extents : extents + "/" + blocks.map { "\($0.extent)\("abcdefghijkl".dropFirst($0.dimension).first!)" }.joined()
    }
}
