import NeuralNetwork

/// YOLOv2 with random weights, the network that `peers/build_models.py` builds in Keras.
struct DarknetNetwork {
    private(set) var graph = Graph()
    private var state: UInt64 = 7

    init(size: Int = 608, outputs: Int = 425) throws {
        let image = try graph.input(name: "image", shape: [nil, size, size, 3])
        var x = try pooled(block(image, 3, 32, 3))
        x = try pooled(block(x, 32, 64, 3))
        for (wide, narrow) in [(128, 64), (256, 128)] {
            x = try block(x, narrow, wide, 3)
            x = try block(x, wide, narrow, 1)
            x = try pooled(block(x, narrow, wide, 3))
        }
        for (inputs, filters, extent) in [(256, 512, 3), (512, 256, 1), (256, 512, 3), (512, 256, 1), (256, 512, 3)] {
            x = try block(x, inputs, filters, extent)
        }
        let skip = x
        x = try pooled(x)
        for (inputs, filters, extent) in [
            (512, 1024, 3), (1024, 512, 1), (512, 1024, 3), (1024, 512, 1), (512, 1024, 3), (1024, 1024, 3), (1024, 1024, 3),
        ] {
            x = try block(x, inputs, filters, extent)
        }
        let passed = try graph.spaceToDepth(block(skip, 512, 64, 1), block: 2)
        x = try block(graph.concatenate([passed, x]), 1280, 1024, 3)
        x = try graph.convolution(x, kernel: random([1, 1, 1024, outputs], 0.02), bias: random([outputs], 0.1), padding: .same)
        try graph.output(x, name: "boxes")
    }

    private mutating func pooled(_ x: Graph.Value) throws -> Graph.Value { try graph.pooling(x, .maximum, size: (2, 2)) }

    private mutating func block(_ x: Graph.Value, _ inputs: Int, _ filters: Int, _ extent: Int) throws -> Graph.Value {
        let spread = (2 / Float(inputs * extent * extent)).squareRoot()
        let convolved = try graph.convolution(x, kernel: random([extent, extent, inputs, filters], spread), padding: .same)
        let normalized = try graph.batchNormalization(
            convolved, gamma: Tensor(shape: [filters]) { $0.update(repeating: 1) }, beta: random([filters], 0.1),
            mean: random([filters], 0.1), variance: Tensor(shape: [filters]) { $0.update(repeating: 1) }, epsilon: 1e-3)
        return try graph.activation(normalized, .leakyRelu(alpha: 0.1))
    }

    private mutating func random(_ shape: [Int], _ spread: Float) -> Tensor {
        Tensor(shape: shape) { elements in
            for index in elements.indices {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                elements[index] = (Float(state >> 40) / Float(1 << 23) - 1) * spread * 1.7
            }
        }
    }
}
