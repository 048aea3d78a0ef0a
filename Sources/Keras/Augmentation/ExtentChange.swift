import NeuralNetwork
import Training

/// How far images are stretched along one axis by chance, as tf.keras' layers have it in their options.
struct ExtentChange {
    private let factor: FactorBounds
    let method: ResizingMethod
    private let seed: AugmentationSeed
    /// 1 for the height, 2 for the width.
    private let axis: Int

    init(from options: inout LayerOptions, axis: Int) throws {
        factor = try options.factor("factor", within: -1...1000)
        method = try options.interpolation(default: "bilinear")
        seed = try options.augmentationSeed(of: .two)
        self.axis = axis
    }

    /// Each step of training has another extent.
    func outputShape(of input: Shape) throws -> Shape {
        try input.expectRank(4, "images (batch, height, width, channels)")
        var shape = input
        shape[axis] = nil
        return shape
    }

    /// That of all images of a step.
    func draw(from extent: Int, in graph: inout Graph) throws -> Int {
        let factor = factor
        return try graph.drawnExtent(seed) { draws in
            Int(draws.uniform(1, 1 + factor.low, 1 + factor.high)[0] * Float(extent))
        }
    }
}
