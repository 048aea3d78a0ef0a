import NeuralNetwork

/// A value with the mask that Keras carries along with it: 1 for each step that counts, 0 for one that is skipped.
struct MaskedValue: Sendable, Hashable {
    var value: Graph.Value
    /// `[batch, steps]` (inside TimeDistributed also more axes); nil where all steps count.
    var mask: Graph.Value?

    init(_ value: Graph.Value, mask: Graph.Value? = nil) {
        self.value = value
        self.mask = mask
    }
}

/// What becomes of the masks of a layer's inputs.
enum MaskRule: Sendable, Hashable {
    /// The layer doesn't know masks: they end at it.
    case stops
    /// The output has the input's mask (`supports_masking`).
    case passes
    /// Passes from this version of Keras on, stops before.
    case passesSince(major: Int)
}

/// A layer whose answer depends on masks, or that makes masks.
protocol MaskedLayer: Layer {
    /// Adds the layer's operations to `graph`; as `lower(_:weights:into:)`, with masks.
    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue]
}

extension MaskedLayer {
    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] {
        try lower(masked: inputs.map { MaskedValue($0) }, weights: weights, version: .unrecorded, into: &graph).map(\.value)
    }
}

extension Layer {
    /// Adds the layer's operations to `graph`, and says what the masks become.
    func lowered(
        _ inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        if let layer = self as? any MaskedLayer {
            return try layer.lower(masked: inputs, weights: weights, version: version, into: &graph)
        }
        let values = try lower(inputs.map(\.value), weights: weights, into: &graph)
        let mask = maskRule.mask(inputs.first?.mask, version)
        return values.map { MaskedValue($0, mask: mask) }
    }
}

extension MaskRule {
    fileprivate func mask(_ mask: Graph.Value?, _ version: KerasVersion) -> Graph.Value? {
        switch self {
        case .stops: nil
        case .passes: mask
        case .passesSince(let major): version.major >= major ? mask : nil
        }
    }
}

extension Graph {
    /// A mask with axes of extent 1 behind its own, so that it broadcasts to `x`.
    mutating func raised(_ mask: Value, toRankOf x: Value) throws -> Value {
        let (own, rank) = (shape(of: mask), shape(of: x).count)
        guard own.count < rank else { return mask }
        return try insertAxes(mask, at: Array(own.count..<rank))
    }
}
