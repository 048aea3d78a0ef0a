import CourseModels
import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// The values that the residual networks' notebooks publish for one block.
@Suite struct ResidualBlockTests {
    private static func fixture(_ name: String) throws -> (String) throws -> Tensor {
        let root = try HDF5File(reading: Project.path("data/fixtures/assignments.h5")).root
        return { part in
            let dataset = try root.dataset("\(name)/\(part)")
            return Tensor(shape: dataset.shape, values: try dataset.read(as: Float.self))
        }
    }

    /// The block's model with the given kernels.
    private static func model(
        _ shape: [Int], kernels: [(String, Tensor)], _ block: (KerasTensor) -> KerasTensor
    ) throws -> Model {
        try KerasSession.fresh {
            let input = Input(shape: shape.dropFirst().map { $0 })
            var model = try Model(input, block(input))
            for (name, kernel) in kernels {
                let bias = try model.weights(of: name)[1]
                model = try model.replacingWeights(of: name, with: [kernel, bias])
            }
            return model
        }
    }

    private static func expect(_ values: some Collection<Float>, _ expected: [Float], _ tolerance: Float) {
        #expect(values.count == expected.count)
        for (value, expected) in zip(values, expected) {
            #expect(abs(value - expected) <= tolerance * max(1, abs(expected)), "\(Array(values)) for \(expected)")
        }
    }

    @Test("the first generation's blocks give the published rows")
    func firstGeneration() throws {
        var fixture = try Self.fixture("tf1.identity_block")
        var x = try fixture("X")
        let identity = try Self.model(
            x.shape, kernels: ["2a", "2b", "2c"].map { ("res1a_branch\($0)", try fixture("k\($0)")) }
        ) { identityBlock($0, f: 2, filters: [2, 4, 6], stage: 1, block: "a") }
        // A[1][1][0] of (3, 4, 4, 6).
        Self.expect(
            try identity.predict([x])[0].values[120..<126], [0.94822985, 0, 1.16101444, 2.747859, 0, 1.36677003], 1e-5)

        fixture = try Self.fixture("tf1.convolutional_block")
        x = try fixture("X")
        let convolutional = try Self.model(
            x.shape, kernels: ["2a", "2b", "2c", "1"].map { ("res1a_branch\($0)", try fixture("k\($0)")) }
        ) { convolutionalBlock($0, f: 2, filters: [2, 4, 6], stage: 1, block: "a") }
        // A[1][1][0] of (3, 2, 2, 6).
        Self.expect(
            try convolutional.predict([x])[0].values[36..<42],
            [0.09018463, 1.23489773, 0.46822017, 0.0367176, 0, 0.65516603], 1e-5)
    }

    /// `(1, 4, 4, 3)` of −1, of 1 and of 3.
    private static let threes = Tensor(shape: [3, 4, 4, 3], values: [-1, 1, 3].flatMap { Array(repeating: $0, count: 48) })

    /// The means over the channels of the first and the last row of each picture.
    private static func rows(_ output: Tensor) -> [Float] {
        let values = output.values
        return (0..<3).flatMap { picture in
            [0, 3].flatMap { row in
                (0..<4).map { column in
                    let start = ((picture * 4 + row) * 4 + column) * 3
                    return values[start..<start + 3].reduce(0, +) / 3
                }
            }
        }
    }

    @Test(
        "the second generation's identity block gives the published rows",
        arguments: [
            (
                2, [4, 4, 3], false,
                [
                    [0, 0, 0, 0, 0, 0, 0, 0],
                    [192.71234, 192.71234, 192.71234, 96.85617, 96.85617, 96.85617, 96.85617, 48.92808],
                    [578.1371, 578.1371, 578.1371, 290.5685, 290.5685, 290.5685, 290.5685, 146.78426],
                ]
            ),
            (
                2, [3, 3, 3], true,
                [
                    [0, 0, 0, 0, 0, 0, 0, 0], [0.40739, 0.40739, 0.40739, 0.40739, 0.40739, 0.40739, 0.40739, 0.40739],
                    [4.99991, 4.99991, 4.99991, 3.25948, 3.25948, 3.25948, 3.25948, 2.40739],
                ]
            ),
            (
                3, [3, 3, 3], true,
                [
                    [0, 0, 0, 0, 0, 0, 0, 0],
                    [
                        0.37394285, 0.37394285, 0.37394285, 0.37394285, 0.37394285, 0.37394285, 0.37394285, 0.37394285,
                    ],
                    [3.2379014, 4.1394243, 4.1394243, 3.2379014, 3.2379014, 4.1394243, 4.1394243, 3.2379014],
                ]
            ),
        ] as [(Int, [Int], Bool, [[Float]])])
    func secondGenerationIdentity(f: Int, filters: [Int], training: Bool, expected: [[Float]]) throws {
        let model = try Self.model(Self.threes.shape, kernels: []) {
            identityBlock($0, f: f, filters: filters, training: training, initializer: .constant(1))
        }
        Self.expect(Self.rows(try model.predict([Self.threes])[0]), expected.flatMap(\.self), 2e-4)
    }

    @Test("the second generation's convolutional block gives the published values, from its own first kernels")
    func secondGenerationConvolution() throws {
        let fixture = try Self.fixture("tf2.convolutional_block")
        let x = try fixture("X")
        func model(training: Bool) throws -> Model {
            try Self.model(x.shape, kernels: []) {
                convolutionalBlock($0, f: 2, filters: [2, 4, 6], training: training)
            }
        }
        let settled = try model(training: false)
        for (name, part) in [("conv2d", "k2a"), ("conv2d_1", "k2b"), ("conv2d_2", "k2c"), ("conv2d_3", "k1")] {
            Self.expect(try settled.weights(of: name)[0].values, try fixture(part).values, 1e-6)
        }
        Self.expect(
            try settled.predict([x])[0].values.prefix(24),
            [
                0, 0.66683817, 0, 0, 0.888539, 0.5274254, 0, 0.65053666, 0, 0, 0.8959285, 0.49965227, 0, 0.6312079, 0, 0,
                0.86362475, 0.47643146, 0, 0.56883204, 0, 0, 0.8553412, 0.417093,
            ], 1e-5)
        Self.expect(
            try model(training: true).predict([x])[0].values.prefix(12),
            [0, 2.7823157, 0, 0, 1.6960442, 2.8218517, 0, 1.5445004, 0, 0, 2.170656, 1.3908148], 2e-4)
    }
}
