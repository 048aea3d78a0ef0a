import OrderedCollections

/// The layer Merge of Keras 1, one for all ways to join tensors, as the layer of Keras 2 that joins in the same way.
struct LegacyMerge {
    private let config: OrderedDictionary<String, JSON>
    private let context: ReadingContext
    private var name: JSON { config["name"] ?? "merge" }

    static let modes = ["sum", "mul", "concat", "ave", "max", "dot", "cos"]

    init(_ config: OrderedDictionary<String, JSON>, context: ReadingContext) {
        self.config = config
        self.context = context
    }

    func layer() throws -> (String, OrderedDictionary<String, JSON>) {
        var result: OrderedDictionary<String, JSON> = ["name": name]
        if let trainable = config["trainable"] { result["trainable"] = trainable }
        // A function of its own: bytecode in a list, or the name of a function of the module.
        if let kind = config["mode_type"]?.text, kind != "raw" {
            result["function"] = config["mode"]
            result["function_type"] = config["mode_type"]
            for option in ["output_shape", "output_shape_type", "arguments"] { result[option] = config[option] }
            return ("Lambda", result)
        }
        switch config["mode"]?.text ?? (config["mode"] == nil ? "sum" : "") {
        case "sum": return ("Add", result)
        case "mul": return ("Multiply", result)
        case "ave": return ("Average", result)
        case "max": return ("Maximum", result)
        case "concat":
            result["axis"] = config["concat_axis"] ?? -1
            return ("Concatenate", result)
        case "dot":
            result["axes"] = config["dot_axes"] ?? -1
            return ("Dot", result)
        case "cos":
            result["axes"] = config["dot_axes"] ?? -1
            return ("CosineMerge", result)
        default:
            throw KerasError.option(
                file: context.path, layer: name.text ?? "merge", className: "Merge", option: "mode",
                expected: Self.modes.map { "\"\($0)\"" }.joined(separator: " or "), found: config["mode"]?.excerpt ?? "nothing")
        }
    }
}
