import HDF5
import Keras
import NeuralNetwork
import Testing
import Training

/// Training that computes again what it doesn't keep.
@Suite struct `Recomputation in training` {
    @Test(arguments: ["residual", "inception", "depthwise", "recurrent", "masked"])
    func `What is computed again gives the same weights to the bit`(_ network: String) throws {
        let references = try HDF5File(reading: References.path("training.h5")).root.group(network)
        let model = try Model(References.path("training-\(network).h5"))
        let loss = try #require(try references.string(attribute: "loss"))
        let (x, y) = (try references.tensor("x"), try references.tensor("y"))
        var weights: [PlanOptions.Recomputation: [Tensor]] = [:]
        for recomputation in PlanOptions.Recomputation.allCases {
            let training = try model.compile(
                Compilation(optimizer: Adam(), losses: [.named(loss)]), options: PlanOptions(recomputation: recomputation))
            for step in 0..<3 { try training.trainOnBatch(`Training steps`.batch(step, x, y)) }
            weights[recomputation] = try training.weights
        }
        #expect(weights[.cheap] == weights[.none] && weights[.segments] == weights[.none])
    }

    /// Convolutions with normalisation, ReLU and perhaps dropout one behind the other.
    private func deep(_ blocks: Int, drops: Bool) throws -> Model {
        var layers = ""
        for block in 0..<blocks {
            let input = block == 0 ? #", "batch_input_shape": [null, 16, 16, 8]"# : ""
            layers += """
                {"class_name": "Conv2D", "config": {"name": "c\(block)", "filters": 8, "kernel_size": [3, 3], "padding": "same"\(input)}},
                {"class_name": "BatchNormalization", "config": {"name": "n\(block)"}},
                {"class_name": "Activation", "config": {"name": "r\(block)", "activation": "relu"}},
                \(drops ? #"{"class_name": "Dropout", "config": {"name": "d\#(block)", "rate": 0.25}},"# : "")

                """
        }
        layers += """
            {"class_name": "GlobalAveragePooling2D", "config": {"name": "p"}}, {"class_name": "Dense", "config": {"name": "o", "units": 2}}
            """
        return try Model(
            configuration: #"{"class_name": "Sequential", "config": {"name": "m", "layers": [\#(layers)]}}"#, version: "2.15.0"
        ) { name, shape in
            Tensor(shape: shape) { elements in
                for place in elements.indices {
                    elements[place] = name.contains("kernel") ? Float((place * 7919) % 101 - 50) / 300 : 1
                }
            }
        }
    }

    @Test(arguments: [false, true])
    func `What is computed again isn't kept, and gives the same bits with dropout too`(_ drops: Bool) throws {
        let model = try deep(16, drops: drops)
        let batch = TrainingBatch(
            inputs: [Tensor(shape: [4, 16, 16, 8]) { for place in $0.indices { $0[place] = Float((place * 31) % 17) / 17 } }],
            truths: [Tensor(shape: [4, 2], values: [0, 1, 1, 0, 0, 1, 1, 1])])
        var found: [(bytes: Int, weights: [Tensor])] = []
        for recomputation in PlanOptions.Recomputation.allCases {
            let training = try model.compile(
                Compilation(optimizer: SGD(learningRate: 0.1), losses: ["mse"]),
                options: PlanOptions(recomputation: recomputation))
            for _ in 0..<2 { try training.trainOnBatch(batch) }
            found.append((try training.stepMemory(for: batch).arenaBytes, try training.weights))
        }
        #expect(found[1].weights == found[0].weights && found[2].weights == found[0].weights)
        // What is dropped at random depends on two values, and is kept.
        #expect(Double(found[1].bytes) < (drops ? 1 : 0.85) * Double(found[0].bytes), "\(found.map(\.bytes))")
        #expect(Double(found[2].bytes) < 0.6 * Double(found[0].bytes), "\(found.map(\.bytes))")
    }
}
