/// In which groups inside its own a layer keeps its variables.
enum VariablePlaces {
    /// The groups, relative to the layer's, with how many of its weights each holds, in the order of the weights.
    static func places(of layer: NetworkLayer, count: Int) -> [(place: String, count: Int)] {
        places(className: layer.className, config: layer.entry[key: "config"] ?? .null, count: count)
    }

    private static func places(className: String, config: JSON, count: Int) -> [(place: String, count: Int)] {
        let inner = config[key: "layer"]
        let innerClass = inner?[key: "class_name"]?.text ?? ""
        let innerConfig = inner?[key: "config"] ?? .null
        switch className {
        case "LSTM", "GRU", "SimpleRNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D": return [("cell", count)]
        case "Bidirectional":
            return ["forward_layer", "backward_layer"].flatMap { side in
                places(className: innerClass, config: innerConfig, count: count / 2).map { (join(side, $0.place), $0.count) }
            }
        case "TimeDistributed":
            return places(className: innerClass, config: innerConfig, count: count).map { (join("layer", $0.place), $0.count) }
        case "MultiHeadAttention":
            return ["query_dense", "key_dense", "value_dense", "output_dense"].map { ($0, count / 4) }
        default: return [("", count)]
        }
    }

    private static func join(_ outer: String, _ inner: String) -> String { inner.isEmpty ? outer : "\(outer)/\(inner)" }
}
