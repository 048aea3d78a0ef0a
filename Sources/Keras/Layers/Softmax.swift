import NeuralNetwork

/// `exp(x)` normalised to the sum 1 along an axis.
struct Softmax: ActivationLayer {
    let axis: Int

    init(from options: inout LayerOptions) throws {
        let axes = try options.integers("axis") ?? [-1]
        guard axes.count == 1 else {
            throw options.fault("axis", expected: "one axis", found: .array(axes.map { .integer($0) }))
        }
        axis = axes[0]
    }

    var activation: NeuralNetwork.Activation { .softmax(axis: axis) }

    func outputShape(of input: Shape) throws -> Shape {
        _ = try resolvedAxis(axis, rank: input.count)
        return input
    }
}
