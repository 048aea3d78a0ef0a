import Foundation
import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Scales found for the project's own detector, and files that carry them.
@Suite("quantised models", .timeLimit(.minutes(5)))
struct QuantizerTests {
    private let folder: TemporaryFolder
    private let path = Project.path("data/models/framerill-road.h5")

    init() throws { folder = try TemporaryFolder() }

    private func sample(_ seed: Int) -> Tensor {
        Tensor(shape: [1, 320, 320, 3]) { elements in
            for index in elements.indices { elements[index] = Float((index * (seed + 7)) % 256) / 255 }
        }
    }

    private func quantized() throws -> Model {
        var quantizer = try Quantizer(Model(path), inputShapes: [[1, 320, 320, 3]])
        for seed in 0..<3 { try quantizer.observe([sample(seed)]) }
        return try quantizer.model(rangesBy: .minMax)
    }

    @Test("weights and answers stay what they were, and scales go from file to file", arguments: ["h5", "keras"])
    func files(suffix: String) throws {
        let (original, model) = (try Model(path), try quantized())
        #expect(model.quantizedKernelCount == 14 && original.quantizedKernelCount == 0)
        let (first, second) = (folder.path("first.\(suffix)"), folder.path("second.h5"))
        try model.save(first)
        let loaded = try Model(first)
        #expect(loaded.quantizedKernelCount == 14)
        #expect(try loaded.predict([sample(5)]) == original.predict([sample(5)]))
        try loaded.save(second)
        let whole = PlanOptions(precision: .int8)
        let answer = try Model(first, options: whole).predict([sample(1)])
        #expect(try Model(second, options: whole).predict([sample(1)]) == answer)
        // Far from what it was, but not far off.
        let exact = try original.predict([sample(1)])
        let difference = zip(answer[0].values, exact[0].values).map { abs($0 - $1) }.max() ?? 0
        let largest = exact[0].values.map(abs).max() ?? 0
        #expect(difference > 0 && difference < 0.2 * largest, "\(difference) of \(largest)")
    }

    @Test("a kernel's attributes are its scales, each weight within half a scale of a whole number from -127 to 127")
    func attributes() throws {
        let file = folder.path("road.h5")
        try quantized().save(file)
        let kernel = try HDF5File(reading: file).root.dataset("model_weights/conv2d_5/conv2d_5/kernel:0")
        let scales = try #require(try kernel.numbers(attribute: "framerill_int8_scales"))
        let range = try #require(try kernel.numbers(attribute: "framerill_int8_input_range"))
        #expect(scales.count == kernel.shape[3] && range.count == 2 && range[0] < 0 && range[1] > 0)
        let weights = try kernel.read(as: Double.self)
        for filter in scales.indices {
            let largest = stride(from: filter, to: weights.count, by: scales.count).map { abs(weights[$0]) }.max() ?? 0
            #expect(abs(largest / scales[filter] - 127) < 1e-3)
        }
        let first = try HDF5File(reading: file).root.dataset("model_weights/conv2d_1/conv2d_1/kernel:0")
        #expect(try first.numbers(attribute: "framerill_int8_scales") == nil)
    }

    @Test("which convolutions stay in floating point is the caller's to say")
    func kept() throws {
        let model = try Model(path)
        let all = try Quantizer(model, inputShapes: [[1, 320, 320, 3]]) { _ in false }
        #expect(all.kernels.count == 16 && all.floatKernels.isEmpty)
        #expect(all.kernels.filter(\.isFirst).map(\.name) == ["conv2d_1/kernel"])
        #expect(all.kernels.filter(\.isLast).map(\.name) == ["conv2d_16/kernel"])
        #expect(
            throws: KerasError.quantization(
                model: model.name, expected: "a convolution to quantise", found: "16, which all stay in floating point")
        ) { try Quantizer(model, inputShapes: [[1, 320, 320, 3]]) { _ in true } }
    }

    @Test("int8 of a model without scales, and NaN in a sample, are refused")
    func refused() throws {
        #expect(throws: KerasError.self) { try Model(path, options: PlanOptions(precision: .int8)) }
        var quantizer = try Quantizer(Model(path), inputShapes: [[1, 320, 320, 3]])
        let broken = Tensor(shape: [1, 320, 320, 3], values: [Float](repeating: .nan, count: 320 * 320 * 3))
        #expect(throws: KerasError.self) { try quantizer.observe([broken]) }
    }

    @Test(
        "scales that can't be are refused, with the dataset",
        arguments: [[1, 2, 3], [Double](repeating: 0, count: 4), [Double](repeating: .nan, count: 4), [1, 1, 1e-300, 1], []])
    func malformed(scales: [Double]) throws {
        let file = folder.path("broken.h5")
        let writer = try HDF5File.create(file)
        try writer.root.setAttribute(
            "model_config",
            to: .string(
                """
                {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Conv2D", "config": {"name": "c", "filters": 4, \
                "kernel_size": [1, 1], "use_bias": false, "batch_input_shape": [null, 2, 2, 3]}}]}}
                """))
        try writer.root.setAttribute("keras_version", to: .string("2.15.0"))
        let weights = try writer.root.group("model_weights")
        try weights.setAttribute("layer_names", to: .strings(["c"]))
        let layer = try weights.group("c")
        try layer.setAttribute("weight_names", to: .strings(["c/kernel:0"]))
        try layer.write([Float](repeating: 1, count: 12), shape: [1, 1, 3, 4], to: "c/kernel:0")
        try layer.setAttribute("framerill_int8_scales", to: .numbers(scales), of: "c/kernel:0")
        try layer.setAttribute("framerill_int8_input_range", to: .numbers([-1, 1]), of: "c/kernel:0")
        try writer.commit()
        #expect {
            try Model(file)
        } throws: { error in
            "\(error)".contains("model_weights/c/c/kernel:0: expected ")
        }
    }
}
