import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Weights that stand in files of their own.
@Suite struct WeightsFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let twoLayers = """
        {"class_name": "Sequential", "config": [
        {"class_name": "Dense", "config": {"name": "first", "units": 2, "batch_input_shape": [null, 2]}},
        {"class_name": "Activation", "config": {"name": "between", "activation": "relu"}},
        {"class_name": "Dense", "config": {"name": "second", "units": 1}}], "keras_version": "2.2.4"}
        """

    /// Writes weights as `save_weights` does: at the root, layer by layer.
    private func write(_ name: String, _ layers: [(name: String, shapes: [[Int]])], fill: Float = 1) throws -> String {
        let file = try HDF5File.create(folder.path(name))
        try file.root.setAttribute("layer_names", to: .strings(layers.map(\.name)))
        for layer in layers {
            let names = layer.shapes.indices.map { "\(layer.name)/w\($0):0" }
            try file.root.group(layer.name).setAttribute("weight_names", to: names.isEmpty ? .numbers([]) : .strings(names))
            for (name, shape) in zip(names, layer.shapes) {
                let values = [Float](repeating: fill, count: shape.reduce(1, *))
                try file.root.write(values, shape: shape, to: "\(layer.name)/\(name)")
            }
        }
        try file.commit()
        return folder.path(name)
    }

    @Test("layers are matched in order, whatever their names, and those without weights don't count")
    func inOrder() throws {
        let text = try folder.write(Self.twoLayers, to: "model.json")
        let weights = try write("w.h5", [("d", [[2, 2], [2]]), ("flat", []), ("e", [[2, 1], [1]])])
        let model = try Model(text, weights: weights)
        #expect(try model.predict([Tensor(shape: [1, 2], values: [1, 2])])[0].values == [9])
    }

    @Test("layers are matched by name: what the file doesn't name stays, and what else it holds is left out")
    func byName() throws {
        let text = try folder.write(Self.twoLayers, to: "model.json")
        let ones = try write("ones.h5", [("first", [[2, 2], [2]]), ("second", [[2, 1], [1]])])
        let twos = try write("twos.h5", [("second", [[2, 1], [1]]), ("stranger", [[7]])], fill: 2)
        let model = try Model(text, weights: ones).loadingWeights(twos, byName: true)
        #expect(try model.predict([Tensor(shape: [1, 2], values: [1, 2])])[0].values == [18])
        #expect(
            throws: KerasError.weights(
                file: twos, layer: "first", place: "/", expected: "a layer of this name, for the model has no weights yet",
                found: "none")
        ) { try Model(text, weights: twos, byName: true) }
    }

    @Test("counts and shapes that differ are refused with the layer and the place in the file of weights")
    func mismatches() throws {
        let text = try folder.write(Self.twoLayers, to: "model.json")
        let cases: [(String, Bool, [(name: String, shapes: [[Int]])])] = [
            (
                "layer \"second\": /second/second/w0:0: expected kernel of shape (2, 1), found (1, 2)", false,
                [("first", [[2, 2], [2]]), ("second", [[1, 2], [1]])]
            ),
            (
                "layer \"second\": /second: expected 2 weight(s): kernel (2, 1), bias (1,), found 1: second/w0:0", true,
                [("first", [[2, 2], [2]]), ("second", [[2, 1]])]
            ),
            (
                "layer \"second\": /: expected its weights, found weights of 1 layers for the model's 2", false,
                [("first", [[2, 2], [2]])]
            ),
        ]
        for (message, byName, layers) in cases {
            let path = try write("w\(message.count).h5", layers)
            #expect {
                try Model(text, weights: path, byName: byName)
            } throws: { "\($0)" == "\(path): \(message)" }
        }
        let other = folder.path("other.h5")
        try HDF5File.create(other).commit()
        #expect {
            try Model(text, weights: other)
        } throws: {
            "\($0)"
                == "\(other): layer \"all\": /: expected weights that Keras saved (attribute layer_names, or a group layers), "
                + "found an empty file"
        }
        #expect {
            try Model(text)
        } throws: {
            "\($0)".hasSuffix("found a configuration alone; give the file of its weights beside it")
        }
    }

    @Test("weights in shards are put together")
    func shards() throws {
        let answers = try HDF5File(reading: References.path("archives.h5")).root.group("sharded")
        let model = try Model(References.path("sharded.json"), weights: References.path("sharded.weights.json"))
        #expect(Agreement.distance(try model.predict(answers.tensors("x"))[0], try answers.tensors("y")[0]) < 1e-5)
        let path = try folder.write(#"{"weight_map": {"/vars": "../evil.h5"}}"#, to: "evil.weights.json")
        #expect(
            throws: KerasError.archive(
                file: path, place: "text, weight_map", expected: "names of files beside it", found: #""../evil.h5""#)
        ) { try Model(References.path("sharded.json"), weights: path) }
    }

    @Test(
        "weights saved alone and loaded again give the same answers",
        arguments: ["functional-keras2.h5", "functional-keras3.h5", "archive-depths-keras3.keras"], ["w.h5", "model.weights.h5"])
    func roundTrip(model name: String, weights: String) throws {
        let path = References.path(name)
        let model = try Model(path)
        try model.saveWeights(folder.path(weights))
        let inputs = ReferenceNumbers.inputs(model.inputs.map { $0.shape.map { $0 ?? 2 } })
        #expect(try Model(path, weights: folder.path(weights)).predict(inputs) == model.predict(inputs))
    }
}

/// Files that Keras 1 and 2 wrote years ago.
@Suite(.enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence))) struct GenuineWeightsTests {
    @Test(
        "genuine files of weights give Keras' answers on their architectures",
        arguments: [
            ("mtcnn-12", "12net", "mtcnn_12net", KernelOrientation.asSaved), ("mtcnn-24", "24net", "mtcnn_24net", .asSaved),
            ("mtcnn-48", "48net", "mtcnn_48net", .asSaved),
            ("squeezenet", "squeezenet_weights_tf_dim_ordering_tf_kernels_notop", "squeezenet_notop_cat", .asSaved),
            // The same network with the kernels of Theano: filters first, and rotated. Its writer left the mark "open" set.
            ("squeezenet", "squeezenet_weights_th_dim_ordering_th_kernels_notop", "squeezenet_notop_cat", .rotated),
        ])
    func genuine(architecture: String, weights: String, answers: String, kernels: KernelOrientation) throws {
        let model = try Model(
            References.path("\(architecture).json"), weights: SharedMaterial.path("models/genuine-keras/\(weights).h5"),
            evenIfMarkedOpen: true, kernels: kernels)
        let group = try HDF5File(reading: SharedMaterial.path("fixtures/genuine-keras.h5")).root.group(answers)
        for (found, expected) in zip(try model.predict(group.tensors("x")), try group.tensors("y")) {
            // Of SqueezeNet's first maps every fourth pixel was kept.
            let same = found.shape == expected.shape ? found : found.everyFourthPixel
            #expect(Agreement.distance(same, expected) < 1e-4)
        }
    }
}

extension Tensor {
    fileprivate var everyFourthPixel: Tensor {
        let (height, width, channels) = (shape[1], shape[2], shape[3])
        let values = values
        let rows = stride(from: 0, to: height, by: 4)
        let columns = stride(from: 0, to: width, by: 4)
        let kept = rows.flatMap { row in
            columns.flatMap { column in values[((row * width + column) * channels)...].prefix(channels) }
        }
        return Tensor(shape: [1, (height + 3) / 4, (width + 3) / 4, channels], values: kept)
    }
}
