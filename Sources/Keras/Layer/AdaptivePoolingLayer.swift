import NeuralNetwork

/// Pooling of each axis of space by as many windows of nearly equal length as the result is to have elements (Keras 3).
protocol AdaptivePoolingLayer: SingleInputLayer {
    static var kind: PoolingKind { get }
    /// The axes of space.
    static var rank: Int { get }
    var space: AdaptiveSpace { get }

    init(space: AdaptiveSpace)
}

struct AdaptiveSpace: Hashable, Sendable {
    let size: [Int]
    let format: DataFormat
}

extension AdaptivePoolingLayer {
    init(from options: inout LayerOptions) throws {
        self.init(
            space: AdaptiveSpace(
                size: try options.lengths("output_size", count: Self.rank), format: try options.dataFormat()))
    }

    func outputShape(of input: Shape) throws -> Shape {
        let last = try space.format.toChannelsLast(input, rank: Self.rank)
        return space.format.fromChannelsLast([last[0]] + space.size + [last[Self.rank + 1]], rank: Self.rank)
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let first = space.format == .channelsLast ? 1 : 2
        return try space.size.enumerated().reduce(x) { x, axis in
            try graph.adaptivePooling(x, Self.kind, axis: first + axis.offset, count: axis.element)
        }
    }
}
