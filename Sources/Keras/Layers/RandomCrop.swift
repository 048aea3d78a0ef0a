import NeuralNetwork
import Training

/// `RandomCrop` of Keras: A part of an image, taken at random in training. When a model answers, tf.keras brings the largest
/// part of these proportions to the size, and Keras 3 does nothing.
public struct RandomCrop: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - height: of the result.
    ///   - width: of the result.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ height: Int, _ width: Int, seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomCrop", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "rng_type": "stateful", "height": .integer(height), "width": .integer(width), "seed": .integer(orNull: seed),
            ])
    }
}

/// A part of an image, taken at random in training. When a model answers, tf.keras brings the largest part of these proportions to the
/// size, and Keras 3 does nothing.
struct RandomCropLayer: AugmentationLayer {
    let size: Extent
    let format: DataFormat
    private let seed: AugmentationSeed

    init(from options: inout LayerOptions) throws {
        size = Extent(height: try options.integer("height"), width: try options.integer("width"))
        format = try options.dataFormat()
        seed = try options.augmentationSeed()
    }

    /// Keras 3 leaves images as they are when it answers, so that only the input tells their size, unless it is the right one.
    func outputShape(of input: Shape) throws -> Shape {
        let image = try format.toChannelsLast(input)
        let isOpen = seed.generation == .three && (image[1] != size.height || image[2] != size.width)
        return format.fromChannelsLast([image[0], isOpen ? nil : size.height, isOpen ? nil : size.width, image[3]])
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        if graph.isTraining { return try lowerTraining(x, into: &graph) }
        if seed.generation == .three { return x }
        return try graph.withChannelsLast(x, format) { graph, x in try fitted(x, in: &graph) }
    }

    /// The largest part of these proportions, brought to the size.
    private func fitted(_ x: Graph.Value, in graph: inout Graph) throws -> Graph.Value {
        try graph.resize(x, height: size.height, width: size.width, method: .bilinear, fit: .crop)
    }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (generation, rest) = (seed.generation, (images.height - size.height, images.width - size.width))
        let isLargeEnough = generation == .two ? rest.0 >= 0 && rest.1 >= 0 : rest.0 > 0 && rest.1 > 0
        guard isLargeEnough else { return generation == .two ? try fitted(x, in: &graph) : try middle(x, images, in: &graph) }
        // One place for all images.
        let projections = try graph.drawn([images.batch, 8], seed) { draws in
            let (top, left): (Int, Int)
            switch generation {
            case .two:
                let places = draws.integers(2, in: 0..<Int(Int32.max))
                (top, left) = (places[0] % (rest.0 + 1), places[1] % (rest.1 + 1))
            case .three:
                top = Int(draws.uniform(1, 0, Double(rest.0 + 1))[0])
                left = Int(draws.uniform(1, 0, Double(rest.1 + 1))[0])
            }
            let projection = Projection.translation(x: -Float(left), y: -Float(top))
            return [[Float]](repeating: projection, count: images.batch).flatMap { $0 }
        }
        return try graph.projectiveTransform(
            x, by: projections, ProjectiveSampling(.nearest, .nearest), height: size.height, width: size.width)
    }

    /// What Keras 3 does with images that are not larger both ways: it begins where the largest part of these proportions would, takes
    /// what there is, and stretches it.
    private func middle(_ x: Graph.Value, _ images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (height, width) = (Double(size.height), Double(size.width))
        let rows = max(min(images.height, Int(Double(images.width) * height / width)), 1)
        let columns = max(min(images.width, Int(Double(images.height) * width / height)), 1)
        let (top, left) = ((images.height - rows) / 2, (images.width - columns) / 2)
        let part = try graph.crop(
            x, top: top, bottom: max(images.height - top - size.height, 0), left: left,
            right: max(images.width - left - size.width, 0))
        guard ImageExtents.isSize(graph.shape(of: part), size) else {
            return try graph.resize(part, height: size.height, width: size.width, method: .bilinear)
        }
        return part
    }
}

extension ImageExtents {
    fileprivate static func isSize(_ shape: Shape, _ size: Extent) -> Bool { shape[1] == size.height && shape[2] == size.width }
}
