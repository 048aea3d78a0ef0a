import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing
import Training

/// What a file says of how its model was compiled, as it may stand there.
@Suite struct `Saved compilations` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A model that says so.
    private func model(_ configuration: String, version: String = "2.15.0", state: [(String, [Float])] = []) throws -> Model {
        let path = folder.path("model.h5")
        let source = try HDF5File(reading: References.path("compiled/SGD-keras2.h5")).root
        let file = try HDF5File.create(path)
        try file.root.copy(source.group("model_weights"), to: "model_weights")
        try file.root.setAttribute("model_config", to: .string(try #require(try source.string(attribute: "model_config"))))
        try file.root.setAttribute("keras_version", to: .string(version))
        try file.root.setAttribute("training_config", to: .string(configuration))
        if !state.isEmpty {
            let group = try file.root.group("optimizer_weights")
            try group.setAttribute("weight_names", to: .strings(state.map(\.0)))
            for (name, values) in state { try group.write(values, shape: values.count == 1 ? [] : [values.count], to: name) }
        }
        try file.commit()
        return try Model(path)
    }

    private func optimizer(_ text: String, version: String = "2.15.0") throws -> any Optimizer {
        try #require(
            try model(#"{"loss": "mse", "optimizer_config": \#(text)}"#, version: version).savedCompilation()
        ).optimizer
    }

    @Test func `tell the options of every generation`() throws {
        let oldest = try optimizer(
            #"{"class_name": "SGD", "config": {"lr": 0.5, "decay": 0.25, "momentum": 0.75, "nesterov": true}}"#, version: "2.0.5")
        let sgd = try #require(oldest as? SGD)
        #expect(sgd.momentum == 0.75 && sgd.isNesterov && sgd.settings.learningRate.value(at: 4) == 0.25)
        let adagrad = try optimizer(#"{"class_name": "Adagrad", "config": {"lr": 0.5, "epsilon": null}}"#, version: "2.2.4")
        #expect((adagrad as? Adagrad)?.initialAccumulatorValue == 0 && (adagrad as? Adagrad)?.epsilonPlace == .besideRoot)
        let nadam = try optimizer(#"{"class_name": "Nadam", "config": {"learning_rate": 0.5, "decay": 0.004}}"#)
        #expect((nadam as? Nadam)?.scheduleDecay == 0.004)
        let adam = try optimizer(
            """
            {"class_name": "Custom>Adam", "config": {"is_legacy_optimizer": false, "clipvalue": 0.5, "learning_rate": {"class_name":
            "PiecewiseConstantDecay", "config": {"boundaries": [2, 4], "values": [1, 0.5, 0.25], "name": null}}}}
            """)
        #expect(adam.settings.clipping == .value(0.5) && adam.settings.learningRate.value(at: 3) == 0.5)
    }

    @Test(
        arguments: [
            (
                #"{"class_name": "Adam", "config": {"clipnorm": 1.0, "clipvalue": 0.5}}"#,
                "clipnorm, clipvalue: expected one of them at most"
            ),
            (#"{"class_name": "MyRule", "config": {}}"#, #"expected one of SGD, RMSprop"#),
            (#"{"class_name": "Adam", "config": {"warp": 2}}"#, #"found "warp": 2"#),
            (#"{"class_name": "SGD", "config": {"momentum": 2}}"#, "momentum: expected a number from 0 to 1, found 2"),
            (#"{"class_name": "SGD", "config": {"learning_rate": NaN}}"#, "learning_rate: expected a number of at least 0"),
            (
                #"{"class_name": "SGD", "config": {"learning_rate": {"class_name": "MySchedule", "config": {}}}}"#,
                #"found "MySchedule""#
            ),
            (
                """
                {"class_name": "SGD", "config": {"learning_rate": {"class_name": "PiecewiseConstantDecay", "config": {"boundaries": [1],
                "values": [1]}}}}
                """, "values: expected 2 rates, one more than boundaries, found [1.0]"
            ),
            (
                """
                {"class_name": "SGD", "config": {"learning_rate": {"class_name": "ExponentialDecay", "config": {"initial_learning_rate": 1,
                "decay_steps": 0, "decay_rate": 0.5}}}}
                """, "decay_steps: expected a number above 0, found 0"
            ),
        ])
    func `with an optimizer that can't be are refused by name`(_ text: String, _ expected: String) throws {
        let error = #expect(throws: KerasError.self) { try optimizer(text) }
        #expect("\(try #require(error))".contains(expected), "\(String(describing: error))")
    }

    @Test func `with a loss of the user's own leave the model usable`() throws {
        let model = try model(#"{"loss": "yolo_loss", "optimizer_config": {"class_name": "Adam", "config": {}}}"#)
        let error = #expect(throws: KerasError.self) { try model.compiledAsSaved() }
        #expect("\(try #require(error))".contains(#"loss: expected a loss of Keras"#))
        #expect("\(try #require(error))".contains(#"found "yolo_loss""#))
        #expect(try model.predict([Tensor(shape: [1, 3], values: [1, 2, 3])])[0].shape == [1, 2])
        _ = try model.compile(optimizer: SGD(), loss: "mse")
    }

    @Test func `with a state of other variables are refused`() throws {
        let model = try model(
            #"{"loss": "mse", "optimizer_config": {"class_name": "Custom>Adam", "config": {"is_legacy_optimizer": false}}}"#,
            state: [("iteration:0", [3]), ("m", [1, 2])])
        let error = #expect(throws: KerasError.self) { try model.compiledAsSaved() }
        #expect("\(try #require(error))".contains("expected 9 tensors, as Adam keeps for 4 variables, found 2"))
    }

    @Test func `of a text, or of a model that wasn't compiled, are none`() throws {
        #expect(try model("null").savedCompilation() == nil)
        let error = #expect(throws: KerasError.self) { try model("null").compiledAsSaved() }
        #expect("\(try #require(error))".contains("expected how the model was compiled, found none"))
    }
}
