import NeuralNetwork

/// A layer that joins two or more inputs element by element.
///
/// Inputs of fewer axes get axes of extent 1 after the batch, as in Keras; then NumPy's broadcasting holds.
protocol MergeLayer: MaskedLayer {
    /// Joins values of equal rank.
    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value

    /// Joins values of equal rank of which some are masked, as Keras 3 does; unless stated otherwise masks change nothing.
    func merge(_ values: [MaskedValue], in graph: inout Graph) throws -> Graph.Value
}

extension MergeLayer {
    func merge(_ values: [MaskedValue], in graph: inout Graph) throws -> Graph.Value {
        try merge(values.map(\.value), in: &graph)
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] { [try mergedShape(of: inputs)] }

    func mergedShape(of inputs: [Shape]) throws -> Shape {
        guard inputs.count >= 2 else { throw ShapeMismatch(expected: "at least two inputs", found: "\(inputs.count)") }
        let rank = inputs.map(\.count).max() ?? 0
        return try inputs.dropFirst().reduce(raised(inputs[0], to: rank)) { try broadcast($0, raised($1, to: rank)) }
    }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        let rank = inputs.map { graph.shape(of: $0.value).count }.max() ?? 0
        let values = try inputs.map { input in
            let shape = graph.shape(of: input.value)
            guard shape.count < rank else { return input }
            guard let item = Shape(shape.dropFirst()).concrete else {
                throw ShapeMismatch(expected: "known extents for an input of fewer axes", found: shape.pythonText)
            }
            return MaskedValue(
                try graph.reshape(input.value, to: Array(repeating: 1, count: rank - shape.count) + item), mask: input.mask)
        }
        let mask = try graph.joined(inputs.map(\.mask), version)
        guard version.major >= 3, inputs.contains(where: { $0.mask != nil }) else {
            return [MaskedValue(try merge(values.map(\.value), in: &graph), mask: mask)]
        }
        return [MaskedValue(try merge(values, in: &graph), mask: mask)]
    }

    private func raised(_ shape: Shape, to rank: Int) -> Shape {
        shape.prefix(1) + Array(repeating: 1, count: rank - shape.count) + shape.dropFirst()
    }
}

extension Graph {
    /// The mask of inputs that are joined: a step counts where all masks say so (Keras 2), or any of them if all inputs have one
    /// (Keras 3).
    mutating func joined(_ masks: [Value?], _ version: KerasVersion) throws -> Value? {
        let known = masks.compactMap { $0 }
        if version.major >= 3, known.count < masks.count { return nil }
        guard known.count > 1 else { return known.first }
        return try version.major >= 3 ? maximum(known) : minimum(known)
    }

    /// Joins masked values two by two where masks tell which of them counts: of the one that doesn't the other is taken (Keras 3).
    mutating func joinedUnderMasks(
        _ values: [MaskedValue], _ join: (inout Graph, Value, Value) throws -> Value
    ) throws -> Value {
        var (output, mask) = (values[0].value, values[0].mask)
        for next in values.dropFirst() {
            var x = next.value
            if let own = next.mask { x = try choice(raised(own, toRankOf: x), x, output) }
            if let mask { output = try choice(raised(mask, toRankOf: output), output, x) }
            mask = try next.mask.flatMap { own in try mask.map { try maximum([$0, own]) } }
            output = try join(&self, output, x)
        }
        return output
    }
}
