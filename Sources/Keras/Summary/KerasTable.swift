import NeuralNetwork

extension Model {
    /// The table that `model.summary()` of tf.keras prints, letter by letter.
    ///
    /// ``ModelDescription/summary`` has the same numbers to compute with, and a table in which nothing is cut.
    ///
    /// - Parameters:
    ///   - lineLength: of the lines, unless given 65 for layers one behind the other, 98 for others.
    ///   - positions: where the columns end, as parts of the line.
    ///   - showsTrainable: whether a column tells which layers are trained.
    public func summary(lineLength: Int? = nil, positions: [Double]? = nil, showsTrainable: Bool = false) -> String {
        KerasTable(blueprint, lineLength: lineLength, positions: positions, showsTrainable: showsTrainable).text
    }
}

/// The layout of `print_summary` of tf.keras.
struct KerasTable {
    private let description: ModelDescription
    private let network: Network
    private let shapes: NetworkShapes
    private let isChain: Bool
    private let showsTrainable: Bool
    private let length: Int
    /// Where each column ends.
    private let positions: [Int]

    init(_ blueprint: Blueprint, lineLength: Int?, positions parts: [Double]?, showsTrainable: Bool) {
        (description, network, shapes) = (blueprint.description, blueprint.network, blueprint.shapes)
        self.showsTrainable = showsTrainable
        isChain = network.isSequential || network.isChain
        let own = lineLength ?? (isChain ? 65 : 98)
        let ends = (parts ?? (isChain ? [0.45, 0.85, 1] : [0.3, 0.6, 0.7, 1])).map { Int(Double(own) * $0) }
        length = own + (showsTrainable ? 11 : 0)
        positions = ends + (showsTrainable ? [length] : [])
    }

    var text: String {
        let headings = ["Layer (type)", "Output Shape", "Param #"] + (isChain ? [] : ["Connected to"])
        var lines = ["Model: \"\(network.name)\"", String(repeating: "_", count: length)]
        lines += row(headings + (showsTrainable ? ["Trainable"] : []))
        lines.append(String(repeating: "=", count: length))
        for (index, layer) in network.layers.enumerated() where !(network.isSequential && layer.isInput) {
            lines += row(fields(layer, index))
            lines.append(String(repeating: " ", count: length))
        }
        let summary = description.summary
        lines.append(String(repeating: "=", count: length))
        for (name, count) in [
            ("Total", summary.totalParameters), ("Trainable", summary.trainableParameters),
            ("Non-trainable", summary.nonTrainableParameters),
        ] {
            lines.append("\(name) params: \(count) (\(Self.size(4 * count)))")
        }
        lines.append(String(repeating: "_", count: length))
        return lines.joined(separator: "\n") + "\n"
    }

    private func fields(_ layer: NetworkLayer, _ index: Int) -> [String] {
        let calls = Set(shapes.results[index])
        let texts = (shapes.results[index].first ?? []).map(\.pythonText)
        let shape = texts.count == 1 && !layer.isInput ? texts[0] : "[" + texts.joined(separator: ", ") + "]"
        let count = SavedWeights.slots(of: layer, shapes.weights[index]).reduce(0) { $0 + $1.specification.count }
        let connections = layer.calls.indices.flatMap { layer.dependencies(ofCall: $0) }.map { reference in
            let source = network.layers[reference.layer]
            return "'\(source.name)[\(reference.call)][\(reference.tensor)]'"
        }
        return ["\(layer.name) (\(layer.className))", calls.count > 1 ? "multiple" : shape, "\(count)"]
            + (isChain ? [] : ["[" + connections.joined(separator: ", ") + "]"])
            + (showsTrainable ? [layer.isTrainable ? "Y" : "N"] : [])
    }

    /// The lines of a row, whose cells break where their columns end, or behind a closing bracket.
    private func row(_ cells: [String]) -> [String] {
        var rest = cells.map { $0[...] }
        var lines: [String] = []
        while rest.contains(where: { !$0.isEmpty }) {
            var line = ""
            for column in rest.indices {
                let isLast = column == positions.count - 1
                let width = positions[column] - (column > 0 ? positions[column - 1] : 0) - (isLast ? 0 : 3)
                let cell = Self.broken(rest[column].prefix(width))
                rest[column] = rest[column].dropFirst(cell.count)
                if column == 0 { line += " " }
                line += cell + (isLast ? "" : "  ")
                line += String(repeating: " ", count: max(0, positions[column] - line.count))
            }
            lines.append(line)
        }
        return lines
    }

    /// The part up to the first end of a tuple, a list or a name.
    private static func broken(_ text: Substring) -> Substring {
        let ends = ["),", "},", "],", "',"].compactMap { text.firstRange(of: $0)?.upperBound }
        return ends.min().map { text[..<$0] } ?? text
    }

    /// `90.00 MB`.
    private static func size(_ bytes: Int) -> String {
        var size = Double(bytes)
        let units = ["Byte", "KB", "MB", "GB", "TB", "PB"]
        for unit in units {
            if size / 1024 < 1 { return "\(twoDigits(size)) \(unit)" }
            size /= 1024
        }
        return "\(twoDigits(size)) PB"
    }

    private static func twoDigits(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded(.toNearestOrEven))
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension Network {
    /// Whether each call takes what the one before it gives, and no layer is called twice.
    fileprivate var isChain: Bool {
        var consumers: [CallReference: Int] = [:]
        for layer in layers {
            guard layer.calls.count == 1 else { return false }
            let inputs = layer.dependencies(ofCall: 0)
            guard inputs.count == (layer.isInput ? 0 : 1) else { return false }
            for input in inputs { consumers[CallReference(layer: input.layer, call: input.call), default: 0] += 1 }
        }
        return layers.count(where: \.isInput) == 1 && consumers.values.allSatisfy { $0 == 1 }
    }
}
