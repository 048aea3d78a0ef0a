import NeuralNetwork
import OrderedCollections

/// `Bidirectional` of Keras: a recurrent layer that runs forwards, and a second one that runs backwards.
public struct Bidirectional: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - mergeMode: how both results become one: `concat`, `sum`, `mul`, `ave`; nil gives both.
    ///   - backwardLayer: the second one; unless given it is as the first.
    public init(
        _ layer: some LayerBuilder, mergeMode: String? = "concat", backwardLayer: (any LayerBuilder)? = nil,
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        let parts = [layer.definition] + (backwardLayer.map { [$0.definition] } ?? [])
        let own: KeyValuePairs<String, JSON> = ["layer": .layer(parts[0]), "merge_mode": .string(orNull: mergeMode)]
        let both: KeyValuePairs<String, JSON> = [
            "layer": .layer(parts[0]), "merge_mode": .string(orNull: mergeMode), "backward_layer": .layer(parts[parts.count - 1]),
        ]
        definition = LayerDefinition(
            "Bidirectional", name: name, isTrainable: isTrainable, inputShape: inputShape, parts: parts,
            options: parts.count > 1 ? both : own)
    }
}

/// A recurrent layer taken forwards and another taken backwards, their outputs joined by `merge_mode`, or both given.
///
/// Initial states come behind the sequence, those of the forward layer first.
struct BidirectionalLayer: MaskedLayer, HoldingLayer {
    enum Joining: String, Sendable { case concat, sum, mul, ave }

    let forward: InnerLayer
    let backward: InnerLayer
    /// Nil gives both outputs.
    let joining: Joining?

    init(from options: inout LayerOptions) throws {
        let layer = options.value("layer")
        guard let layer else { throw options.fault("layer", expected: "a recurrent layer", found: nil) }
        let name = options.has("merge_mode") ? options.value("merge_mode") : .string("concat")
        joining = try name.map { name in
            guard let joining = name.text.flatMap(Joining.init) else {
                throw options.fault("merge_mode", expected: "\"concat\", \"sum\", \"mul\", \"ave\" or null", found: name)
            }
            return joining
        }
        let given = options.value("backward_layer")
        func inner(_ option: String, _ value: JSON) throws -> InnerLayer {
            try InnerLayer(
                Self.prepared(value, isReversed: option == "layer" ? nil : given == nil), context: options.context,
                place: "layer \"\(options.layerName)\" (Bidirectional): option \"\(option)\"")
        }
        forward = try inner("layer", layer)
        backward = try inner("backward_layer", given ?? layer)
        guard forward.steps != nil, backward.steps != nil, forward.steps != backward.steps else {
            throw options.fault(
                "layer", expected: "recurrent layers, one of them going backwards", found: given ?? layer)
        }
        options.ignore("num_constants", "weights")
    }

    /// A layer's configuration, reversed if it stands for the backward layer too. With whole sequences masked steps give zeros, as
    /// tf.keras and Keras 3 have it for both layers, whatever their own option says.
    private static func prepared(_ value: JSON, isReversed: Bool?) -> JSON {
        guard var layer = value.object, var config = layer["config"]?.object else { return value }
        if isReversed == true { config["go_backwards"] = .bool(!(config["go_backwards"]?.flag ?? false)) }
        config["zero_output_for_mask"] = .bool(config["return_sequences"]?.flag ?? false)
        layer["config"] = .object(config)
        return .object(layer)
    }

    var parts: [(group: String, layer: NetworkLayer)] { [("forward_layer", forward.layer), ("backward_layer", backward.layer)] }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] {
        let (ahead, back) = split(inputs)
        return try forward.weights(for: ahead, part: 0) + backward.weights(for: back, part: 1)
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        let (ahead, back) = split(inputs)
        let (left, right) = (try forward.outputShapes(of: ahead), try backward.outputShapes(of: back))
        guard left.count == right.count else {
            throw ShapeMismatch(expected: "two layers that give alike", found: "\(left.count) and \(right.count) outputs")
        }
        let states = left.dropFirst() + right.dropFirst()
        switch joining {
        case nil: return [left[0], right[0]] + states
        case .concat:
            let channels = left[0].last!.flatMap { left in right[0].last!.map { left + $0 } }
            return [left[0].dropLast() + [channels]] + states
        case .sum, .mul, .ave: return [try broadcast(left[0], right[0])] + states
        }
    }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        let (ahead, back) = split(inputs)
        let count = try forward.weights(for: ahead.map { graph.shape(of: $0.value) }).count
        let left = try forward.lower(ahead, weights: Array(weights[..<count]), givesBackwards: false, into: &graph)
        // Outputs of both stand in the order of the forward layer's steps.
        let right = try backward.lower(back, weights: Array(weights[count...]), givesBackwards: true, into: &graph)
        let states = left.dropFirst() + right.dropFirst()
        let (y, mask) = ([left[0].value, right[0].value], left[0].mask)
        switch joining {
        case nil: return [left[0], MaskedValue(y[1], mask: mask)] + states
        case .concat: return [MaskedValue(try graph.concatenate(y, axis: -1), mask: mask)] + states
        case .sum: return [MaskedValue(try graph.add(y), mask: mask)] + states
        case .mul: return [MaskedValue(try graph.multiply(y), mask: mask)] + states
        case .ave: return [MaskedValue(try graph.average(y), mask: mask)] + states
        }
    }

    private func split<Input>(_ inputs: [Input]) -> (forward: [Input], backward: [Input]) {
        let states = inputs.dropFirst()
        let half = states.count / 2
        return (Array(inputs.prefix(1)) + states.prefix(half), Array(inputs.prefix(1)) + states.dropFirst(half))
    }
}

extension InnerLayer {
    /// The direction of a recurrent layer.
    fileprivate var steps: Bool? {
        guard case .layer(let kind) = layer.kind else { return nil }
        return (kind as? any DirectedLayer)?.goesBackwards
    }

    fileprivate func lower(
        _ inputs: [MaskedValue], weights: [Tensor], givesBackwards: Bool, into graph: inout Graph
    ) throws -> [MaskedValue] {
        guard case .layer(let kind) = layer.kind, let directed = kind as? any DirectedLayer else {
            preconditionFailure("layer \"\(layer.name)\" (\(layer.className)) was taken for a recurrent one")
        }
        return try directed.lower(masked: inputs, weights: weights, givesBackwards: givesBackwards, into: &graph)
    }
}
