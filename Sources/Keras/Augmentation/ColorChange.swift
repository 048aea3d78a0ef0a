import NeuralNetwork
import Training

/// How far the colours of each image change by chance, as Keras 3's layers of colours have it in their options.
struct ColorChange {
    let factor: FactorBounds
    /// Of the pixels.
    let range: ClosedRange<Float>
    let format: DataFormat
    let seed: AugmentationSeed

    init(factor: FactorBounds, range: ClosedRange<Float>, format: DataFormat = .channelsLast, seed: AugmentationSeed) {
        (self.factor, self.range, self.format, self.seed) = (factor, range, format, seed)
    }

    /// - Parameter lowest: the end of the range that one number makes.
    init(from options: inout LayerOptions, lowest: Double) throws {
        factor = try options.factor("factor", lowest: lowest)
        range = try options.valueRange()
        format = try options.dataFormat()
        seed = try options.augmentationSeed(of: .three)
    }

    /// A factor for each image, drawn anew in each step.
    ///
    /// - Parameter change: what becomes of a factor.
    func factors(
        of images: ImageExtents, in graph: inout Graph, _ change: @escaping @Sendable (Float) -> Float = { $0 }
    ) throws -> Graph.Value {
        let (factor, batch) = (factor, images.batch)
        return try graph.drawn([batch, 1, 1, 1], seed) { draws in
            draws.uniform(batch, factor.low, factor.high).map(change)
        }
    }

    /// `x` and a part of what is added to it, within the range.
    func adding(_ part: Graph.Value, of change: Graph.Value, to x: Graph.Value, in graph: inout Graph) throws -> Graph.Value {
        try graph.clipped(
            graph.add([x, graph.multiply([part, change])]), from: range.lowerBound, to: range.upperBound)
    }
}
