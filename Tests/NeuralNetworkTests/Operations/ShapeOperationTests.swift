import NeuralNetwork
import Testing

@Suite("operations that move elements agree with loops")
struct ShapeOperationTests {
    /// A value in blocks of channels beside the row-major input.
    private func withValues(_ shape: [Int], _ body: (inout Graph, Graph.Value, String) throws -> Void) throws {
        var random = SeededGenerator(seed: 31)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil] + shape.dropFirst().map { $0 })
        try body(&graph, x, "plain")
        let y = try graph.convolution(x, kernel: random.tensor([3, 3, shape[3], shape[3]]), padding: .same)
        try body(&graph, y, "blocked")
        try expectReference(graph, [random.tensor(shape)])
    }

    @Test("padding, with zeros and with another value", arguments: [Float(0), -1.5], [16, 20, 3])
    func padding(value: Float, channels: Int) throws {
        try withValues([2, 5, 4, channels]) { graph, x, name in
            try graph.output(graph.pad(x, top: 1, bottom: 2, left: 0, right: 3, value: value), name: name)
            try graph.output(
                graph.pad(x, amounts: [.init(), .init(), .init(before: 1), .init(before: 2, after: 1)], value: value),
                name: name + " channels")
        }
    }

    @Test("cropping", arguments: [16, 20])
    func cropping(channels: Int) throws {
        try withValues([2, 7, 6, channels]) { graph, x, name in
            try graph.output(graph.crop(x, top: 1, bottom: 2, left: 0, right: 3), name: name)
            try graph.output(
                graph.crop(x, amounts: [.init(), .init(), .init(), .init(before: 5, after: 2)]), name: name + " channels")
        }
    }

    @Test("concatenation along each axis", arguments: [-1, 1, 2], [[16, 16], [16, 32], [3, 5], [8, 8], [16, 20]])
    func concatenation(axis: Int, channels: [Int]) throws {
        for batch in 1...2 { try concatenate(axis: axis, channels: channels, batch: batch) }
    }

    private func concatenate(axis: Int, channels: [Int], batch: Int) throws {
        var random = SeededGenerator(seed: 32)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 6, 6, 16])
        let width = axis == -1 ? channels : [channels[0], channels[0]]
        let parts = try width.map { try graph.convolution(x, kernel: random.tensor([3, 3, 16, $0]), padding: .same) }
        let joined = try graph.concatenate(parts, axis: axis)
        try graph.output(joined, name: "joined")
        // The parts are read again, and so is the whole.
        try graph.output(graph.activation(parts[0], .relu()), name: "part")
        try graph.output(graph.concatenate([parts[1], parts[0], parts[1]], axis: axis), name: "again")
        try graph.output(graph.activation(joined, .tanh), name: "whole")
        try expectReference(graph, [random.tensor([batch, 6, 6, 16])])
    }

    @Test("reshaping and flattening", arguments: [16, 6])
    func reshaping(channels: Int) throws {
        try withValues([2, 4, 6, channels]) { graph, x, name in
            try graph.output(graph.flatten(x), name: name)
            try graph.output(graph.reshape(x, to: [-1, channels * 3]), name: name + " rows")
            try graph.output(graph.reshape(x, toWhole: [-1, 6, channels]), name: name + " whole")
        }
    }

    @Test(
        "transposing, and back", arguments: [[0, 3, 1, 2], [0, 2, 1, 3], [0, 2, 3, 1], [3, 2, 1, 0]])
    func transposing(permutation: [Int]) throws {
        try withValues([2, 4, 6, 16]) { graph, x, name in
            let moved = try graph.transpose(x, permutation: permutation)
            try graph.output(moved, name: name)
            try graph.output(graph.activation(moved, .relu()), name: name + " relu")
            try graph.output(graph.flatten(moved), name: name + " flat")
            let back = permutation.indices.map { permutation.firstIndex(of: $0)! }
            try graph.output(graph.transpose(moved, permutation: back), name: name + " back")
        }
    }

    @Test("space to depth and back in TensorFlow's order", arguments: [2, 3], [16, 5, 32])
    func blocks(block: Int, channels: Int) throws {
        try withValues([2, 6, 12, channels]) { graph, x, name in
            let deep = try graph.spaceToDepth(x, block: block)
            try graph.output(deep, name: name)
            try graph.output(graph.depthToSpace(deep, block: block), name: name + " back")
            let mixed = try graph.activation(deep, .relu())
            try graph.output(graph.depthToSpace(mixed, block: block), name: name + " relu")
        }
    }

    @Test(
        "reductions", arguments: [ReductionKind.sum, .mean, .maximum, .minimum, .product],
        [[1], [-1], [1, 2], [1, 2, 3], [2, 3]])
    func reductions(kind: ReductionKind, axes: [Int]) throws {
        try withValues([2, 3, 4, 16]) { graph, x, name in
            let small = try graph.scale(x, by: 0.2, offset: kind == .product ? 1 : 0)
            try graph.output(graph.reduction(small, kind, axes: axes), name: name)
            try graph.output(graph.reduction(small, kind, axes: axes, keepDimensions: true), name: name + " kept")
        }
    }
}
