import Keras
import NeuralNetwork
import TestMaterial
import Testing

@Suite struct WeightBindingTests {
    let folder: TemporaryFolder
    let image = ReferenceNumbers.tensor([1, 5, 5, 1], seed: 1)

    init() throws { folder = try TemporaryFolder() }

    private func file(_ name: String, layer: String = "conv", scope: String = "conv", isSplit: Bool = false) throws -> String {
        let path = folder.path(name)
        try KerasFile.write(
            path, configuration: KerasFile.convolution,
            layers: [
                (
                    layer,
                    [
                        .init(
                            name: "\(scope)/kernel:0", shape: [3, 3, 1, 2], values: ReferenceNumbers.tensor([18], seed: 2).values),
                        .init(name: "\(scope)/bias:0", shape: [2], values: [0.25, -0.25]),
                    ]
                )
            ], isSplit: isSplit)
        return path
    }

    @Test("names of weights need not be those of layers, and may be split over several attributes")
    func names() throws {
        let plain = try Model(file("a.h5")).predict([image])
        #expect(try Model(file("b.h5", scope: "deep/scope_3")).predict([image]) == plain)
        #expect(try Model(file("c.h5", isSplit: true)).predict([image]) == plain)
        // Keras loads by order where the names of layers differ.
        #expect(try Model(file("d.h5", layer: "conv_1")).predict([image]) == plain)
    }

    @Test("rotated kernels convolve as Theano does: as the others do with everything turned by 180°")
    func rotation() throws {
        func turned(_ tensor: Tensor) -> Tensor {
            let channels = tensor.shape[3]
            let pixels = tensor.count / channels
            let values = tensor.values
            return Tensor(
                shape: tensor.shape,
                values: (0..<pixels).reversed().flatMap { values[$0 * channels..<($0 + 1) * channels] })
        }
        let path = try file("a.h5")
        let expected = turned(try Model(path).predict([turned(image)])[0])
        #expect(Agreement.distance(try Model(path, kernels: .rotated).predict([image])[0], expected) < 1e-6)
    }
}
