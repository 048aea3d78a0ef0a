import OrderedCollections

extension LegacyClass {
    /// Every class of Keras 1 whose name or options changed.
    static let all: [String: LegacyClass] = [
        // Core
        "Dense": dense(),
        "TimeDistributedDense": dense(named: "Dense"),
        "Dropout": LegacyClass(renames: ["p": "rate"]),
        "SpatialDropout1D": LegacyClass(renames: ["p": "rate"]),
        "SpatialDropout2D": LegacyClass(renames: ["p": "rate"] + format),
        "SpatialDropout3D": LegacyClass(renames: ["p": "rate"] + format),
        "GaussianDropout": LegacyClass(renames: ["p": "rate"]),
        "GaussianNoise": LegacyClass(renames: ["sigma": "stddev"]),
        "Embedding": LegacyClass(
            renames: [
                "init": "embeddings_initializer", "W_regularizer": "embeddings_regularizer",
                "W_constraint": "embeddings_constraint",
            ], dropped: ["dropout"]),
        "InputLayer": LegacyClass(renames: ["input_dtype": "dtype"]),
        "PReLU": LegacyClass(renames: ["init": "alpha_initializer"]),
        "BatchNormalization": LegacyClass(
            renames: ["beta_init": "beta_initializer", "gamma_init": "gamma_initializer"], adjust: normalization),
        // Convolution
        "Convolution1D": sequence(named: "Conv1D"),
        "AtrousConvolution1D": sequence(named: "Conv1D"),
        "LocallyConnected1D": sequence(),
        "Convolution2D": image(named: "Conv2D"),
        "AtrousConvolution2D": image(named: "Conv2D"),
        "LocallyConnected2D": image(),
        "SeparableConvolution2D": image(named: "SeparableConv2D", kernel: ["init": "depthwise_initializer"]),
        "Deconvolution2D": image(named: "Conv2DTranspose", adjust: deconvolution),
        "Convolution3D": LegacyClass(
            name: "Conv3D", renames: filters + window + kernel + bias,
            lists: [(["kernel_dim1", "kernel_dim2", "kernel_dim3"], "kernel_size")]),
        // Pooling
        "MaxPooling1D": pooling1D, "AveragePooling1D": pooling1D,
        "MaxPooling2D": pooling, "AveragePooling2D": pooling, "MaxPooling3D": pooling, "AveragePooling3D": pooling,
        "GlobalMaxPooling2D": pooling, "GlobalAveragePooling2D": pooling,
        "GlobalMaxPooling3D": pooling, "GlobalAveragePooling3D": pooling,
        // Borders and sizes
        "UpSampling1D": LegacyClass(renames: ["length": "size"]),
        "UpSampling2D": resizing, "UpSampling3D": resizing, "Cropping2D": resizing, "Cropping3D": resizing,
        "ZeroPadding1D": LegacyClass(adjust: padding1D),
        "ZeroPadding2D": LegacyClass(renames: format, leavesFormatOut: true, adjust: padding2D),
        "ZeroPadding3D": resizing,
        // Recurrent
        "SimpleRNN": recurrent(), "GRU": recurrent(), "LSTM": recurrent(),
        "ConvLSTM2D": recurrent(also: filters + window, lists: [(["nb_row", "nb_col"], "kernel_size")]),
    ]

    private static let kernel = [
        "init": "kernel_initializer", "W_regularizer": "kernel_regularizer", "W_constraint": "kernel_constraint",
    ]
    private static let bias = ["bias": "use_bias", "b_regularizer": "bias_regularizer", "b_constraint": "bias_constraint"]
    private static let activity = ["activity_regularizer": "activity_regularizer"]
    private static let format = ["dim_ordering": "data_format"]
    private static let window = ["border_mode": "padding", "subsample": "strides"] + format
    private static let filters = ["nb_filter": "filters", "atrous_rate": "dilation_rate"]

    private static let pooling = LegacyClass(renames: ["border_mode": "padding"] + format)
    private static let pooling1D = LegacyClass(
        renames: ["pool_length": "pool_size", "stride": "strides", "border_mode": "padding"])
    private static let resizing = LegacyClass(renames: format, leavesFormatOut: true)

    private static func dense(named name: String? = nil) -> LegacyClass {
        LegacyClass(
            name: name, renames: ["output_dim": "units"] + kernel + bias + activity, dropped: ["input_dim", "input_length"])
    }

    private static func sequence(named name: String? = nil) -> LegacyClass {
        LegacyClass(
            name: name,
            renames: ["filter_length": "kernel_size", "subsample_length": "strides", "border_mode": "padding"] + filters + kernel
                + bias + activity,
            dropped: ["input_dim", "input_length"])
    }

    private static func image(
        named name: String? = nil, kernel: [String: String] = kernel,
        adjust: @escaping @Sendable (inout Config) -> String? = { _ in nil }
    ) -> LegacyClass {
        LegacyClass(
            name: name, renames: filters + window + kernel + bias + activity,
            lists: [(["nb_row", "nb_col"], "kernel_size")], adjust: adjust)
    }

    private static func recurrent(
        also renames: [String: String] = [:], lists: [(parts: [String], whole: String)] = []
    ) -> LegacyClass {
        let own = [
            "output_dim": "units", "inner_init": "recurrent_initializer", "inner_activation": "recurrent_activation",
            "U_regularizer": "recurrent_regularizer", "dropout_W": "dropout", "dropout_U": "recurrent_dropout",
            "consume_less": "implementation",
        ]
        return LegacyClass(
            renames: own + kernel + bias + renames, dropped: ["input_dim", "input_length", "forget_bias_init"], lists: lists)
    }

    /// `mode` 1 normalises each sample by itself, 2 by the batch at hand, which Keras 2 no longer can.
    private static func normalization(_ config: inout Config) -> String? {
        let names = [0: nil, 1: "SamplewiseNormalization", 2: "BatchwiseNormalization"]
        guard let mode = config["mode"]?.integer, let name = names[mode] else { return nil }
        config.removeValue(forKey: "mode")
        return name
    }

    /// Keras 1 was told the size of the result, Keras 2 computes it; where it was told, it decides.
    private static func deconvolution(_ config: inout Config) -> String? {
        guard let shape = config["output_shape"]?.elements, shape.count == 4 else {
            config.removeValue(forKey: "output_shape")
            return nil
        }
        return "Deconvolution2D"
    }

    /// `{"left_pad": …, "right_pad": …}`.
    private static func padding1D(_ config: inout Config) -> String? {
        guard let sides = config["padding"]?.object, config["padding"]?.elements == nil else { return nil }
        config["padding"] = .array([sides["left_pad"] ?? 0, sides["right_pad"] ?? 0])
        return nil
    }

    /// `{"top_pad": …}`, or four numbers in a row.
    private static func padding2D(_ config: inout Config) -> String? {
        guard let padding = config["padding"] else { return nil }
        let names = ["top_pad", "bottom_pad", "left_pad", "right_pad"]
        let sides = padding.elements ?? padding.object.map { sides in names.map { sides[$0] ?? 0 } } ?? []
        if sides.count == 4 { config["padding"] = .array([.array(Array(sides[..<2])), .array(Array(sides[2...]))]) }
        return nil
    }
}

extension [String: String] {
    /// Both tables; the second decides where a key stands in both.
    fileprivate static func + (left: Self, right: Self) -> Self { left.merging(right) { $1 } }
}
