import Keras
import NeuralNetwork
import TestMaterial
import Testing

@Suite struct BuildingTests {
    @Test("names are counted by class, and begin afresh in a session of their own")
    func names() {
        let names = KerasSession.fresh {
            [Conv2D(1, kernelSize: 1).name, Conv2D(1, kernelSize: 1).name, MaxPooling2D().name, ReLU().name, PReLU().name]
                + [LeakyReLU().name, ELU().name, ZeroPadding2D().name, Conv2DTranspose(1, kernelSize: 1).name, LSTM(1).name]
        }
        #expect(
            names == [
                "conv2d", "conv2d_1", "max_pooling2d", "re_lu", "p_re_lu", "leaky_re_lu", "elu", "zero_padding2d",
                "conv2d_transpose", "lstm",
            ])
        #expect(KerasSession.fresh { Conv2D(1, kernelSize: 1).name } == "conv2d")
        #expect(KerasSession.fresh { [Input(shape: [1]), Input(shape: [2])].map { "\($0.shape!)" }.count } == 2)
    }

    @Test("a tensor knows its shape as soon as it is made")
    func shapes() {
        let input = Input(shape: [64, 64, 3])
        let x = Conv2D(8, kernelSize: 3, strides: 2, padding: "same")(input)
        #expect(x.shape == [nil, 32, 32, 8])
        #expect(Flatten()(x).shape == [nil, 8192])
        #expect(LSTM(4, returnState: true).outputs(Input(shape: [5, 3])).map(\.shape) == [[nil, 4], [nil, 4], [nil, 4]])
    }

    @Test("all that is wrong with a model is told at once, each with its layer")
    func faults() throws {
        let text = KerasSession.fresh { () -> String in
            let input = Input(shape: [8, 8, 3])
            let x = Conv2D(0, kernelSize: 3, name: "none")(input)
            let y = Conv2D(4, kernelSize: 9, name: "wide")(input)
            let z = Dense(2)(Flatten()(Add()([x, y])))
            do {
                _ = try Model(input, [z, Dense(3, activation: "rleu", name: "typo")(input)], name: "broken")
                return "no error"
            } catch { return "\(error)" }
        }
        let lines = text.split(separator: "\n")
        try #require(lines.count == 3, "\(text)")
        #expect(
            lines.contains(
                "model \"broken\": layer \"none\" (Conv2D): option \"filters\": expected an integer of at least 1, found 0"))
        #expect(lines.contains { $0.contains("layer \"wide\" (Conv2D)") })
        #expect(lines.contains { $0.contains("layer \"typo\" (Dense)") && $0.contains("rleu") })
    }

    @Test("inputs that are left out, or are none, are refused")
    func inputs() {
        let (a, b) = (Input(shape: [2], name: "a"), Input(shape: [2], name: "b"))
        let x = Add()([a, b])
        #expect(throws: KerasError.self) { try Model(a, x) }
        #expect(throws: KerasError.self) { try Model([a, x], Dense(1)(b)) }
    }

    @Test("models of the same layers have the same weights, and other models their own")
    func sharing() throws {
        let input = Input(shape: [3])
        let dense = Dense(2)
        let x = dense(input)
        let first = try Model(input, x)
        let second = try Model(input, ReLU()(x))
        #expect(first.getWeights().map(\.values) == second.getWeights().map(\.values))
        let other = Input(shape: [3])
        let nested = try Model(other, Dense(1)(first(other)))
        #expect(try nested.weights(of: first.name).map(\.values) == first.getWeights().map(\.values))
        let sample = Tensor(shape: [1, 3], values: [1, 2, 3])
        #expect(try first.predict([sample])[0].values.map { max($0, 0) } == second.predict([sample])[0].values)
    }

    @Test("weights go in and out by layer and all at once")
    func weights() throws {
        let model = try Model(
            Sequential([Dense(2, inputShape: [3], name: "a"), BatchNormalization(name: "b"), Dense(1, name: "c")]))
        #expect(model.layers.map(\.name) == ["a_input", "a", "b", "c"])
        #expect(try model.getLayer("b").weights.map(\.name) == ["gamma", "beta", "moving_mean", "moving_variance"])
        #expect(try model.getLayer("a").parameterCount == 8)
        let changed = try model.replacingWeights(
            of: "a", with: [Tensor(shape: [3, 2], values: [1, 0, 0, 1, 0, 0]), Tensor(shape: [2], values: [5, 6])])
        #expect(try changed.weights(of: "a")[1].values == [5, 6])
        #expect(try changed.weights(of: "c").map(\.values) == model.weights(of: "c").map(\.values))
        let back = try changed.replacingWeights(with: model.getWeights())
        #expect(back.getWeights().map(\.values) == model.getWeights().map(\.values))
        #expect(throws: KerasError.self) { try model.replacingWeights(of: "a", with: [Tensor(shape: [2], values: [5, 6])]) }
        #expect(throws: KerasError.self) { try model.getLayer("d") }
    }

    @Test("layers and models are frozen and thawed")
    func flags() throws {
        let model = try Model(Sequential([Dense(2, inputShape: [3], name: "a"), Dense(1, name: "c", isTrainable: false)]))
        #expect(model.layers.map(\.isTrainable) == [true, true, false])
        #expect(model.description.summary.trainableParameters == 8)
        let thawed = try model.settingTrainable(true)
        #expect(thawed.description.summary.trainableParameters == 11)
        #expect(try thawed.settingTrainable(false, of: ["a"]).description.summary.trainableParameters == 3)
        #expect(thawed.getWeights().map(\.values) == model.getWeights().map(\.values))
        #expect(throws: KerasError.self) { try model.settingTrainable(false, of: ["x"]) }
    }

    @Test("a function of operations is a layer, and is saved if it has a name")
    func functions() throws {
        let folder = try TemporaryFolder()
        let input = Input(shape: [2])
        let sample = Tensor(shape: [1, 2], values: [1, -3])
        let nameless = try Model(input, Lambda { graph, x in try graph.scale(x, by: 0.5) }(input))
        #expect(try nameless.predict([sample])[0].values == [0.5, -1.5])
        #expect { try nameless.save(folder.path("a.h5")) } throws: { "\($0)".contains("LambdaFunction") }
        let halve = LambdaFunction("halve") { graph, inputs, _ in try graph.scale(inputs[0], by: 0.5) }
        let named = try Model(input, Dense(3)(Lambda(halve)(input)))
        try named.save(folder.path("b.h5"))
        let loaded = try Model(folder.path("b.h5"), lambdas: [halve])
        #expect(try loaded.predict([sample])[0].values == named.predict([sample])[0].values)
    }

    private struct Scaled: CustomLayer {
        func weights(for inputs: [Shape]) throws -> [CustomWeight] { [CustomWeight("scale", [inputs[0].last!!], .constant(3))] }

        func call(_ inputs: [Graph.Value], weights: [Tensor], in graph: inout Graph) throws -> [Graph.Value] {
            [try graph.multiply([inputs[0], graph.constant(weights[0].reshaped(to: [1, weights[0].count]))])]
        }
    }

    @Test("a layer of one's own has weights, a name and a row in the summary")
    func customLayers() throws {
        let model = try KerasSession.fresh {
            let input = Input(shape: [2])
            return try Model(input, Custom(Scaled())(input))
        }
        #expect(model.layers.map(\.name) == ["input_1", "scaled"])
        #expect(try model.getLayer("scaled").parameterCount == 2)
        #expect(try model.predict([Tensor(shape: [1, 2], values: [1, 2])])[0].values == [3, 6])
    }

    @Test("a built model is saved, and what is loaded answers the same")
    func saving() throws {
        let folder = try TemporaryFolder()
        for (name, make) in BuiltModels.all where ["depthwise", "shared", "nested"].contains(name) {
            let model = try KerasSession.fresh(seed: 1, make)
            try model.save(folder.path("\(name).h5"))
            let loaded = try Model(folder.path("\(name).h5"))
            let inputs = model.inputs.map { port in
                ReferenceNumbers.tensor([2] + port.shape.dropFirst().map { $0! }, seed: 5)
            }
            for (left, right) in zip(try model.predict(inputs), try loaded.predict(inputs)) {
                #expect(left.values == right.values, "\(name)")
            }
        }
    }

    @Test("the text of a configuration is a model with first weights")
    func fromText() throws {
        let model = try KerasSession.fresh(seed: 1) { try BuiltModels.depthwise() }
        let again = try KerasSession.fresh(seed: 1) { try Model(json: model.toJSON()) }
        #expect(again.getWeights().map(\.values) == model.getWeights().map(\.values))
    }
}
