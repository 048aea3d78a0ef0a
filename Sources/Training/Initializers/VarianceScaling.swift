import Glibc
public import NeuralNetwork

/// Random numbers whose variance is `scale` divided by how many inputs or outputs the weight has, so that signals keep their size
/// from layer to layer.
public struct VarianceScaling: RandomInitializer {
    public static let kerasName = "VarianceScaling"

    /// By what `scale` is divided; raw values as Keras writes them.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        case fanIn = "fan_in"
        case fanOut = "fan_out"
        case fanAverage = "fan_avg"
    }

    /// From what is drawn; raw values as Keras writes them. Keras also reads `normal` and means the truncated one.
    public enum Shape: String, Sendable, Hashable, CaseIterable {
        case uniform
        case truncatedNormal = "truncated_normal"
        case untruncatedNormal = "untruncated_normal"
    }

    public var scale: Double
    public var mode: Mode
    public var distribution: Shape
    public var seed: Int?
    /// Keras 3's answer to weights whose inputs and outputs aren't the last two axes.
    public var inputAxes: [Int]?
    public var outputAxes: [Int]?

    public init(
        scale: Double = 1, mode: Mode = .fanIn, distribution: Shape = .truncatedNormal, seed: Int? = nil,
        inputAxes: [Int]? = nil, outputAxes: [Int]? = nil
    ) {
        (self.scale, self.mode, self.distribution, self.seed) = (scale, mode, distribution, seed)
        (self.inputAxes, self.outputAxes) = (inputAxes, outputAxes)
    }

    public func tensor(shape: [Int], from stream: Philox) throws(InitializerError) -> Tensor {
        guard scale > 0 else {
            throw .option(initializer: Self.kerasName, option: "scale", expected: "greater than 0", found: "\(scale)")
        }
        if let axis = ((inputAxes ?? []) + (outputAxes ?? [])).first(where: { !(-shape.count..<shape.count).contains($0) }) {
            throw .option(
                initializer: Self.kerasName, option: "every axis", expected: "one of the shape \(shape)", found: "\(axis)")
        }
        return stream.tensor(shape: shape, distribution(for: Fans(shape: shape, inputAxes: inputAxes, outputAxes: outputAxes)))
    }

    /// Computed in double precision and rounded once, as Python hands it to TensorFlow.
    private func distribution(for fans: Fans) -> Distribution {
        let count: Double =
            switch mode {
            case .fanIn: Double(fans.input)
            case .fanOut: Double(fans.output)
            case .fanAverage: Double(fans.input + fans.output) / 2
            }
        let variance = scale / max(1, count)
        switch distribution {
        case .uniform:
            let limit = Float(sqrt(3 * variance))
            return .uniform(-limit, limit)
        case .untruncatedNormal: return .normal(standardDeviation: Float(sqrt(variance)))
        // What is left of a standard deviation of 1 after truncation at 2.
        case .truncatedNormal: return .truncatedNormal(standardDeviation: Float(sqrt(variance) / 0.87962566103423978))
        }
    }
}
