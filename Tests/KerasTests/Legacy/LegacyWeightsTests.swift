import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Weights as versions before Keras 2 laid them out.
@Suite struct LegacyWeightsTests {
    private static let convolution = """
        {"class_name": "Sequential", "config": [{"class_name": "Convolution2D", "config": {"name": "c", "nb_filter": 2, \
        "nb_row": 2, "nb_col": 3, "dim_ordering": "ORDER", "border_mode": "valid", "subsample": [1, 1], "bias": false, \
        "batch_input_shape": [null, 2, 3, 1], "activation": "linear"}}]}
        """

    private static func answer(
        _ order: String, _ shape: [Int], _ kernel: [Float], kernels: KernelOrientation = .asSaved
    ) throws -> [Float] {
        let folder = try TemporaryFolder()
        let path = folder.path("m.h5")
        let input = order == "tf" ? "[null, 2, 3, 1]" : "[null, 1, 2, 3]"
        try KerasFile.write(
            path,
            configuration: convolution.replacing("ORDER", with: order).replacing("[null, 2, 3, 1]", with: input),
            layers: [("c", [.init(name: "c_W:0", shape: shape, values: kernel)])], version: "1.2.2")
        let x = Tensor(shape: order == "tf" ? [1, 2, 3, 1] : [1, 1, 2, 3], values: [1, 2, 3, 4, 5, 6])
        return try Model(path, kernels: kernels).predict([x])[0].values
    }

    /// Two filters of 2 × 3 on one channel: the first counts up, the second is 1 in its first place.
    private static let filtersFirst: [Float] = [1, 2, 3, 4, 5, 6, 1, 0, 0, 0, 0, 0]
    private static let filtersLast: [Float] = [1, 1, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0]

    @Test("kernels with their filters first are turned, whatever the order of the image's axes")
    func filtersFirst() throws {
        let expected: [Float] = [1 + 4 + 9 + 16 + 25 + 36, 1]
        #expect(try Self.answer("th", [2, 1, 2, 3], Self.filtersFirst) == expected)
        #expect(try Self.answer("tf", [2, 3, 1, 2], Self.filtersLast) == expected)
        #expect(try Self.answer("th", [2, 3, 1, 2], Self.filtersLast) == expected)
        #expect(try Self.answer("tf", [2, 1, 2, 3], Self.filtersFirst) == expected)
    }

    @Test("kernels of Theano are rotated after they are turned")
    func rotated() throws {
        let expected: [Float] = [6 + 10 + 12 + 12 + 10 + 6, 6]
        #expect(try Self.answer("th", [2, 1, 2, 3], Self.filtersFirst, kernels: .rotated) == expected)
        #expect(try Self.answer("tf", [2, 3, 1, 2], Self.filtersLast, kernels: .rotated) == expected)
    }

    @Test("a kernel of no form says which shape was expected")
    func wrongShape() {
        #expect {
            try Self.answer("th", [2, 1, 2, 2], Array(Self.filtersFirst.prefix(8)))
        } throws: {
            "\($0)".hasSuffix(
                "layer \"c\": /model_weights/c/c_W:0: expected kernel of shape (2, 1, 2, 3), found (2, 1, 2, 2)")
        }
    }

    @Test("the oldest files number layers and weights")
    func numbered() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("m.h5")
        let file = try HDF5File.create(path)
        try file.root.setAttribute(
            "model_config",
            to: .string(
                """
                {"class_name": "Sequential", "config": [{"class_name": "Dense", "config": {"name": "d", "output_dim": 1, \
                "batch_input_shape": [null, 2]}}, {"class_name": "Activation", "config": {"name": "a", "activation": "relu"}}]}
                """))
        let weights = try file.root.group("model_weights")
        try weights.setAttribute("nb_layers", to: .integers([2]))
        for (index, count) in [2, 0].enumerated() {
            try weights.group("layer_\(index)").setAttribute("nb_params", to: .integers([Int64(count)]))
        }
        try weights.write([3, 4] as [Float], shape: [2, 1], to: "layer_0/param_0")
        try weights.write([5] as [Float], shape: [1], to: "layer_0/param_1")
        try file.commit()
        #expect(try Model(path).predict([Tensor(shape: [1, 2], values: [10, 100])])[0].values == [435])
    }
}
