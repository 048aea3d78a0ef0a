import NeuralNetwork

extension ModelSummary {
    /// The table as Keras 2 prints it, 98 columns wide for a functional model and 65 for a Sequential one; wider where a name
    /// needs it, for nothing is cut.
    public var text: String {
        let headings = ["Layer (type)", "Output Shape", "Param #"] + (isSequential ? [] : ["Connected to"])
        let blocks = rows.map { Self.lines(of: $0, isSequential: isSequential) }
        let minima = isSequential ? [29, 26, 10] : [32, 21, 12, 33]
        let widths = minima.indices.map { column in
            let longest = blocks.flatMap(\.self).map { $0[column].count }.max() ?? 0
            return max(minima[column], longest + 1)
        }
        let width = widths.reduce(0, +)
        func line(_ cells: [String]) -> String {
            zip(cells, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }.joined()
        }
        let rule = String(repeating: "_", count: width)
        let thickRule = String(repeating: "=", count: width)
        var lines = ["Model: \"\(model)\"", rule, line(headings), thickRule]
        for (index, block) in blocks.enumerated() {
            lines += block.map(line)
            lines.append(index == blocks.count - 1 ? thickRule : rule)
        }
        lines += [
            "Total params: \(Self.grouped(totalParameters))",
            "Trainable params: \(Self.grouped(trainableParameters))",
            "Non-trainable params: \(Self.grouped(nonTrainableParameters))",
            rule,
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// A layer's cells: a line for each connection.
    private static func lines(of row: Row, isSequential: Bool) -> [[String]] {
        let shapes = row.outputShapes.map(\.pythonText)
        let shape = shapes.count == 1 ? shapes[0] : "[" + shapes.joined(separator: ", ") + "]"
        let first = ["\(row.layer) (\(row.type))", shape, "\(row.parameters)"]
        guard !isSequential else { return [first] }
        return [first + [row.connectedTo.first ?? ""]] + row.connectedTo.dropFirst().map { ["", "", "", $0] }
    }

    /// `23,600,006`.
    private static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return ([digits] + groups).joined(separator: ",")
    }
}
