/// The functions that Framerill knows by name, for files that have a Lambda layer's name without its code.
enum LambdaCatalogue {
    /// A function of the table that a name stands for, with arguments that are part of the name.
    struct Entry: Sendable {
        let name: String
        let function: String
        var arguments: [(name: String, value: PythonValue)] = []
        /// Whether the name alone doesn't tell along which axis it works, unless there is but one beside the batch.
        var needsAxis = false
    }

    static let entries: [Entry] =
        (2...4).map {
            Entry(name: "space_to_depth_x\($0)", function: "tf.space_to_depth", arguments: [("block_size", .integer($0))])
        }
        + [
            Entry(name: "space_to_depth", function: "tf.space_to_depth"),
            Entry(name: "depth_to_space", function: "tf.depth_to_space"),
            Entry(name: "l2_normalize", function: "tf.nn.l2_normalize", needsAxis: true),
            Entry(name: "l2_norm", function: "tf.nn.l2_normalize", needsAxis: true),
            Entry(name: "resize_bilinear", function: "tf.image.resize_bilinear"), Entry(name: "scaling", function: "tf.multiply"),
            Entry(name: "hswish", function: "ops.hard_swish"), Entry(name: "hsigmoid", function: "ops.hard_sigmoid"),
        ]
        + [
            "relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "sigmoid", "tanh", "softmax", "log_softmax", "softplus",
            "softsign",
            "swish", "silu", "hard_swish", "hard_sigmoid", "mish", "exp", "square", "sqrt", "abs",
        ].map { Entry(name: $0, function: "K.\($0)") }

    static var names: [String] { entries.map(\.name) }

    /// What a name stands for: in its own module if the file tells that, else in this list.
    static func entry(_ name: String, module: String?) -> Entry? {
        if let module, module != "builtins", module != "__main__" {
            let whole = CanonicalName.joined(module, name)
            if FunctionTable.function(whole) != nil { return Entry(name: name, function: whole) }
        }
        return entries.first { $0.name == name }
    }

    /// Keras' and TensorFlow's own functions, some of which branch: known by the file they are from, their name and their parameters.
    static func entry(_ code: PythonCode) -> Entry? {
        let path = code.fileName.replacing("\\", with: "/")
        let module: String
        switch path {
        case let path where path.contains("keras/") && path.contains("backend"): module = "K"
        case let path where path.hasSuffix("keras/activations.py"): module = "keras.activations"
        case let path where path.contains("tensorflow/python/ops/"): module = "tf"
        default: return nil
        }
        let whole = "\(module).\(code.name)"
        guard let function = FunctionTable.function(whole),
            code.parameters.allSatisfy({ name in name == "name" || function.parameters.contains { $0.contains(name) } })
        else { return nil }
        return Entry(name: code.name, function: whole)
    }
}
