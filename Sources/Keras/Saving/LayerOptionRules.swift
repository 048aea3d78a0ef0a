import OrderedCollections

/// What must change in a layer's options so that Keras 2 and Keras 3 both take them and compute the same.
///
/// Found by comparing `get_config()` of tf_keras 2.21 and Keras 3.15 for every class that both have.
enum LayerOptionRules {
    static func apply(
        to className: String, _ options: OrderedDictionary<String, JSON>
    ) -> (className: String, options: OrderedDictionary<String, JSON>) {
        var className = className
        var options = options
        // An axis that is null is none, not the default; so is a merge_mode.
        for (key, value) in options where value.isNull && !["axis", "merge_mode"].contains(key) { options[key] = nil }
        // An input inside of another layer's model has its shape nowhere else.
        for key in ofOtherPlaces where className != "InputLayer" || !key.hasPrefix("batch_") { options[key] = nil }
        // One group is no default of all layers that have groups.
        for (key, value) in defaultsOfOneVersion where options[key] == value && className != "GroupNormalization" {
            options[key] = nil
        }
        for (key, value) in defaults[className] ?? [] where options[key] == value { options[key] = nil }
        for key in withoutEffect[className] ?? [] { options[key] = nil }
        if let axes = options["axis"]?.elements, axes.count == 1 { options["axis"] = axes[0] }
        switch className {
        case "LeakyReLU":
            // Keras 3 still takes the old name.
            if let slope = options["negative_slope"] { (options["alpha"], options["negative_slope"]) = (slope, nil) }
        case "InputLayer":
            // Keras 3 takes the older name too.
            if let shape = options["batch_shape"] { (options["batch_input_shape"], options["batch_shape"]) = (shape, nil) }
            for key in ["ragged", "optional"] { options[key] = nil }
        case "ThresholdedReLU":
            // Keras 3 has no such class; this one computes the same.
            className = "ReLU"
            (options["threshold"], options["theta"]) = (options["theta"] ?? .number(1), nil)
        default: break
        }
        for key in ["activation", "recurrent_activation"] {
            if let name = activationName(options[key]) { options[key] = .string(name) }
        }
        return (className, options)
    }

    /// What other parts of the configuration say.
    private static let ofOtherPlaces = [
        "batch_input_shape", "batch_shape", "input_shape", "input_dtype", "build_config", "autocast", "registered_name",
        "quantization_config",
    ]

    /// Options that one version writes and the other refuses, and that mean nothing as long as they have this value.
    private static let defaultsOfOneVersion: [(key: String, value: JSON)] = [
        ("groups", .integer(1)), ("time_major", .bool(false)), ("zero_output_for_mask", .bool(false)),
        ("synchronized", .bool(false)), ("renorm", .bool(false)), ("renorm_momentum", .number(0.99)),
        ("rms_scaling", .bool(false)), ("use_gate", .bool(false)), ("pad_to_aspect_ratio", .bool(false)),
        ("antialias", .bool(false)), ("softmax_robust_masking", .bool(false)), ("keepdims", .bool(false)),
        ("keep_dims", .bool(false)), ("lora_rank", .null),
    ]

    private static let defaults: [String: [(key: String, value: JSON)]] = [
        "Resizing": [
            ("data_format", .string("channels_last")), ("fill_mode", .string("constant")), ("fill_value", .number(0)),
        ],
        "CenterCrop": [("data_format", .string("channels_last"))],
        "ZeroPadding1D": [("data_format", .string("channels_last"))],
    ]

    /// Options that one version writes, the other refuses, and no answer depends on.
    private static let withoutEffect: [String: [String]] = [
        "Embedding": ["input_length"],
        "GRU": ["implementation", "seed"], "LSTM": ["implementation", "seed"], "SimpleRNN": ["implementation", "seed"],
        "GRUCell": ["implementation", "seed"], "LSTMCell": ["implementation", "seed"],
        "SimpleRNNCell": ["implementation", "seed"],
        "ConvLSTM1D": ["seed"], "ConvLSTM2D": ["seed"], "ConvLSTM3D": ["seed"],
        "Attention": ["seed"], "AdditiveAttention": ["seed"], "MultiHeadAttention": ["seed"],
        "SeparableConv1D": ["kernel_initializer", "kernel_regularizer", "kernel_constraint"],
        "SeparableConv2D": ["kernel_initializer", "kernel_regularizer", "kernel_constraint"],
        "DepthwiseConv1D": ["kernel_initializer", "kernel_regularizer", "kernel_constraint", "filters"],
        "DepthwiseConv2D": ["kernel_initializer", "kernel_regularizer", "kernel_constraint", "filters"],
        "SpatialDropout1D": ["noise_shape", "trainable"],
        "SpatialDropout2D": ["noise_shape", "trainable"],
        "SpatialDropout3D": ["noise_shape", "trainable"],
        "BatchNormalization": ["fused", "virtual_batch_size", "adjustment"],
        "Discretization": ["trainable"],
        "CategoryEncoding": ["sparse"],
        "RandomBrightness": ["rng_type", "data_format"], "RandomContrast": ["rng_type", "data_format", "value_range"],
        "RandomCrop": ["rng_type", "data_format"], "RandomFlip": ["rng_type", "data_format"],
        "RandomRotation": ["rng_type", "data_format"], "RandomTranslation": ["rng_type", "data_format"],
        "RandomZoom": ["rng_type", "data_format"],
    ]

    /// The name that all versions have for an activation.
    private static func activationName(_ value: JSON?) -> String? {
        switch value?.text ?? (value?[key: "class_name"]?.text == "function" ? value?[key: "config"]?.text : nil) {
        case "silu": "swish"
        case let name?: name
        case nil: nil
        }
    }
}
