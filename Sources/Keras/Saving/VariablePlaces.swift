/// In which groups inside its own a layer that holds no others keeps its variables.
enum VariablePlaces {
    /// The groups, relative to the layer's, with how many of its weights each holds, in the order of the weights.
    static func places(of layer: any Layer, count: Int) -> [(place: String, count: Int)] {
        switch layer {
        case let recurrent as any RecurrentLayer where recurrent.cells.count > 1:
            var counts: [String: Int] = [:]
            return recurrent.cells.map { cell in
                let base = VariableNames.snakeCase(cell.className)
                let number = counts[base, default: 0]
                counts[base] = number + 1
                return (number == 0 ? "cell/cells/\(base)" : "cell/cells/\(base)_\(number)", cell.usesBias ? 3 : 2)
            }
        case is any RecurrentLayer, is any ConvLSTMLayer: return [("cell", count)]
        case let attention as MultiHeadAttentionLayer:
            let names =
                ["query_dense", "key_dense"] + (attention.usesGate ? ["gate_dense"] : []) + ["value_dense", "output_dense"]
            return names.map { ($0, count / names.count) }
        default: return [("", count)]
        }
    }
}
