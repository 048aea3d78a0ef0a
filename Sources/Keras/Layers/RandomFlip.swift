import NeuralNetwork
import Training

/// `RandomFlip` of Keras: images mirrored by chance in training.
public struct RandomFlip: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - mode: `horizontal`, `vertical` or `horizontal_and_vertical`.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        mode: String = "horizontal_and_vertical", seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomFlip", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["rng_type": "stateful", "mode": .string(mode), "seed": .integer(orNull: seed)])
    }
}

/// Images mirrored by chance in training.
struct RandomFlipLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    private let (isHorizontal, isVertical): (Bool, Bool)

    init(from options: inout LayerOptions) throws {
        let mode = try options.choice(
            "mode", of: ["horizontal", "vertical", "horizontal_and_vertical"], default: "horizontal_and_vertical")
        (isHorizontal, isVertical) = (mode != "vertical", mode != "horizontal")
        format = try options.dataFormat()
        seed = try options.augmentationSeed()
    }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (generation, isHorizontal, isVertical) = (seed.generation, isHorizontal, isVertical)
        let projections = try graph.drawn([images.batch, 8], seed) { draws in
            let none = [Bool](repeating: false, count: images.batch)
            let (rows, columns): ([Bool], [Bool])
            switch generation {
            case .two:
                columns = isHorizontal ? draws.seeded(images.batch).map { $0 > 0.5 } : none
                rows = isVertical ? draws.seeded(images.batch).map { $0 > 0.5 } : none
            case .three:
                // One chance for both sides.
                let flips = draws.uniform(images.batch).map { $0 <= 0.5 }
                (rows, columns) = (isVertical ? flips : none, isHorizontal ? flips : none)
            }
            return zip(rows, columns).flatMap {
                Projection.mirror(horizontally: $1, vertically: $0, height: images.height, width: images.width)
            }
        }
        return try graph.projectiveTransform(
            x, by: projections, ProjectiveSampling(.nearest, .nearest), height: images.height, width: images.width)
    }
}
