import NeuralNetwork

/// Functions of images.
enum ImageFunctions {
    static let functions: [TensorFunction] = [
        TensorFunction(
            "tf tf.nn: space_to_depth depth_to_space; raw: SpaceToDepth DepthToSpace", "X block_size _name data_format"
        ) { graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            guard let block = try arguments.integer("block_size") else { throw arguments.fault("block_size", "an integer", nil) }
            let format = try arguments.text("data_format") ?? "NHWC"
            let isForward = arguments.function.lowercased().replacing("_", with: "").hasSuffix("spacetodepth")
            guard format == "NHWC" else { throw arguments.fault("data_format", "NHWC", .text(format)) }
            return .tensor(
                TensorOperand(
                    value: isForward ? try graph.spaceToDepth(x, block: block) : try graph.depthToSpace(x, block: block)))
        },
        TensorFunction(
            "tf.image: resize; ops.image: resize",
            "X size method|interpolation preserve_aspect_ratio|crop_to_aspect_ratio antialias _name pad_to_aspect_ratio _fill_mode _fill_value data_format"
        ) { graph, arguments in
            for name in ["preserve_aspect_ratio", "antialias", "pad_to_aspect_ratio"] where try arguments.flag(name) {
                throw arguments.fault(name, "False", .bool(true))
            }
            let method = arguments.value("method").map { $0.text ?? $0.kind } ?? "bilinear"
            // TensorFlow 1 had its own pixel centres under the same name.
            let isFirst = arguments.function.hasPrefix("tf.") && arguments.version.hasFirstTensorFlow
            return try resize(method, isFirst ? .legacy : .half, &graph, &arguments)
        },
        TensorFunction("tf.image: resize_images", "X size method align_corners preserve_aspect_ratio _name") { graph, arguments in
            if try arguments.flag("preserve_aspect_ratio") {
                throw arguments.fault("preserve_aspect_ratio", "False", .bool(true))
            }
            // In TensorFlow 1 methods were numbers.
            let method = arguments.value("method").map { $0.text ?? $0.kind } ?? "0"
            let centres: PixelCentres = try arguments.flag("align_corners") ? .corners : .legacy
            return try resize(method, centres, &graph, &arguments)
        },
        TensorFunction(
            "tf.image: resize_bilinear resize_nearest_neighbor resize_bicubic; raw: ResizeBilinear ResizeNearestNeighbor",
            "X size align_corners half_pixel_centers _name"
        ) { graph, arguments in
            let name = arguments.function.lowercased()
            let method = name.contains("bilinear") ? "bilinear" : name.contains("nearest") ? "nearest" : "bicubic"
            let isHalf = try arguments.flag("half_pixel_centers")
            let centres: PixelCentres = try arguments.flag("align_corners") ? .corners : isHalf ? .half : .legacy
            guard method != "bicubic" || isHalf else { throw arguments.fault("half_pixel_centers", "True", .bool(false)) }
            return try resize(method, centres, &graph, &arguments)
        },
        TensorFunction("K: resize_images", "X height_factor width_factor data_format|dim_ordering interpolation") {
            graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            guard let height = try arguments.integer("height_factor"), let width = try arguments.integer("width_factor") else {
                throw arguments.fault("height_factor", "two integers", nil)
            }
            let format = try arguments.text("data_format") ?? "channels_last"
            let name = try arguments.text("interpolation") ?? "nearest"
            guard ["nearest", "bilinear"].contains(name) else {
                throw arguments.fault("interpolation", "nearest or bilinear", .text(name))
            }
            let isLegacy = !arguments.version.isTensorFlow
            let interpolation: Interpolation = name == "nearest" ? .nearest : isLegacy ? .bilinearLegacy : .bilinear
            let order: DataFormat = format == "channels_first" || format == "th" ? .channelsFirst : .channelsLast
            return .tensor(
                TensorOperand(
                    value: try graph.withChannelsLast(x, order) { graph, x in
                        try graph.upsample(x, size: (height, width), interpolation: interpolation)
                    }))
        },
        TensorFunction("tf.image: per_image_standardization", "X") { graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            let axes = Array(graph.shape(of: x).indices.suffix(3))
            let mean = try graph.reduction(x, .mean, axes: axes, keepDimensions: true)
            let variance = try graph.reduction(
                graph.pairwise(.squaredDifference, x, mean), .mean, axes: axes, keepDimensions: true)
            guard let count = Shape(graph.shape(of: x).suffix(3)).elementCount else {
                throw ShapeMismatch(expected: "images of known size", found: graph.shape(of: x).pythonText)
            }
            let least = graph.constant(Tensor(shape: [1], values: [1 / Float(count).squareRoot()]))
            let deviation = try graph.maximum([graph.math(.squareRoot, variance), least])
            return .tensor(TensorOperand(value: try graph.elementwise(.divide, graph.subtract(x, mean), deviation)))
        },
        TensorFunction("tf.image ops.image: flip_left_right flip_up_down", "X") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let rank = graph.shape(of: operand.value).count
            let axis = arguments.function.hasSuffix("left_right") ? rank - 2 : rank - 3
            guard rank >= 3 else { throw ShapeMismatch(expected: "an image", found: graph.shape(of: operand.value).pythonText) }
            return operand.with(try graph.select(operand.value, axis: axis, .range(start: nil, stop: nil, step: -1)))
        },
        TensorFunction("tf.image ops.image: rgb_to_grayscale", "X _name data_format") { graph, arguments in
            let weights = graph.constant(Tensor(shape: [3], values: [0.2989, 0.587, 0.114]))
            let x = try arguments.tensor("x", in: &graph)
            return .tensor(
                TensorOperand(value: try graph.reduction(graph.multiply([x, weights]), .sum, axes: [-1], keepDimensions: true)))
        },
        TensorFunction("tf.image: grayscale_to_rgb", "X _name") { graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            return .tensor(TensorOperand(value: try graph.concatenate([x, x, x], axis: -1)))
        },
        TensorFunction("tf.nn tf: local_response_normalization lrn; raw: LRN", "X depth_radius bias alpha beta _name") {
            graph, arguments in
            let (radius, bias) = (try arguments.integer("depth_radius") ?? 5, try arguments.number("bias") ?? 1)
            let (alpha, beta) = (try arguments.number("alpha") ?? 1, try arguments.number("beta") ?? 0.5)
            let x = try arguments.tensor("x", in: &graph)
            return .tensor(
                TensorOperand(
                    value: try graph.localResponseNormalization(x, radius: radius, bias: bias, alpha: alpha, beta: beta)))
        },
    ]

    /// Brings an image to `size`, which may be known numbers or multiples of the image's own unknown height and width.
    private static func resize(
        _ method: String, _ centres: PixelCentres, _ graph: inout Graph, _ arguments: inout OperatorArguments
    ) throws -> OperatorValue {
        let x = try arguments.tensor("x", in: &graph)
        let value = try arguments.needed("size")
        if let format = try arguments.text("data_format"), format != "channels_last" {
            throw arguments.fault("data_format", "channels_last", .text(format))
        }
        guard let size = value.elements, size.count == 2 else { throw arguments.fault("size", "a height and a width", value) }
        let known: ResizingMethod
        switch method {
        case "bilinear", "0", "ResizeMethod.BILINEAR", "BILINEAR": known = .bilinear
        case "nearest", "1", "NEAREST_NEIGHBOR": known = .nearest
        case "bicubic",
            "BICUBIC" where centres == .half:
            known = .bicubic
        default: throw arguments.fault("method", "bilinear, nearest or bicubic", .text(method))
        }
        if let height = size[0].integer, let width = size[1].integer {
            guard (1...65_536).contains(height), (1...65_536).contains(width) else {
                throw arguments.fault("size", "a size", value)
            }
            return .tensor(
                TensorOperand(value: try graph.resize(x, height: height, width: width, method: known, centres: centres)))
        }
        guard let height = factor(size[0], of: x, axis: 1, in: graph), let width = factor(size[1], of: x, axis: 2, in: graph),
            known != .bicubic, centres != .corners
        else { throw arguments.fault("size", "known numbers, or the image's own size times known numbers", value) }
        let interpolation: Interpolation = known == .nearest ? .nearest : centres == .half ? .bilinear : .bilinearLegacy
        return .tensor(TensorOperand(value: try graph.upsample(x, size: (height, width), interpolation: interpolation)))
    }

    /// By how much an extent is larger than the axis of the image that it belongs to.
    private static func factor(_ value: OperatorValue, of x: Graph.Value, axis: Int, in graph: Graph) -> Int? {
        if case .extent(let extent) = value, extent.axis == axis, extent.tensor == x { return extent.factor }
        guard let number = value.integer, let own = graph.shape(of: x)[axis], own > 0, number % own == 0 else { return nil }
        return number / own
    }
}

extension KerasVersion {
    /// Whether TensorFlow 1 most likely computed a model: that of Keras up to 2.2 and of tf.keras up to 1.13 (`2.1.6-tf`).
    fileprivate var hasFirstTensorFlow: Bool {
        description.hasSuffix("-tf") ? self < KerasVersion("2.2.0") : self < KerasVersion("2.3.0")
    }
}
