import NeuralNetwork

/// `Resizing` of Keras: images brought to a size, stretched, cropped in the middle or padded to its proportions.
public struct Resizing: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - height: of the result.
    ///   - width: of the result.
    ///   - interpolation: how elements between elements are made: `nearest`, `bilinear`, ….
    ///   - cropToAspectRatio: whether the picture is cropped rather than stretched.
    public init(
        _ height: Int, _ width: Int, interpolation: String = "bilinear", cropToAspectRatio: Bool = false,
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Resizing", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "height": .integer(height), "width": .integer(width), "interpolation": .string(interpolation),
                "crop_to_aspect_ratio": .bool(cropToAspectRatio),
            ])
    }
}

/// Images brought to a size, stretched, cropped in the middle or padded to its proportions.
struct ResizingLayer: SingleInputLayer {
    let size: Extent
    let method: ResizingMethod
    let fit: ImageFit
    let isSmoothed: Bool
    let format: DataFormat

    init(from options: inout LayerOptions) throws {
        size = Extent(height: try options.integer("height"), width: try options.integer("width"))
        method = try options.interpolation(default: "bilinear")
        let crops = try options.flag("crop_to_aspect_ratio", default: false)
        let pads = try options.flag("pad_to_aspect_ratio", default: false)
        let fill = try options.number("fill_value", default: 0)
        fit = crops ? .crop : pads ? .pad(fill) : .stretch
        try options.require("fill_mode", .string("constant"), because: "Keras pads by a number")
        isSmoothed = try options.flag("antialias", default: false)
        format = try options.dataFormat()
    }

    func outputShape(of input: Shape) throws -> Shape {
        let image = try format.toChannelsLast(input)
        return format.fromChannelsLast([image[0], size.height, size.width, image[3]])
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(x, format) { graph, x in
            try graph.resize(x, height: size.height, width: size.width, method: method, fit: fit, isSmoothed: isSmoothed)
        }
    }
}

extension LayerOptions {
    /// How pixels between pixels are made, by TensorFlow's names.
    mutating func interpolation(default absent: String) throws -> ResizingMethod {
        let methods: KeyValuePairs<String, ResizingMethod> = [
            "nearest": .nearest, "bilinear": .bilinear, "bicubic": .bicubic, "area": .area, "lanczos3": .lanczos(3),
            "lanczos5": .lanczos(5), "gaussian": .gaussian, "mitchellcubic": .mitchell,
        ]
        let name = try choice("interpolation", of: methods.map(\.key), default: absent)
        return methods.first { $0.key == name }!.value
    }
}
