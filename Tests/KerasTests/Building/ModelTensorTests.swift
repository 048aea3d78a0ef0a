import Keras
import NeuralNetwork
import Testing

/// Models that are built of the tensors between the layers of others.
@Suite struct ModelTensorTests {
    @Test(arguments: [
        "functional-keras2.h5", "functional-keras3.h5", "sequential-keras2.h5", "sequential-keras3.h5", "operations-keras3.h5",
        "lambda-keras2.h5",
    ])
    func `A model that is taken apart and put together again answers as before`(_ file: String) throws {
        let model = try Model(References.path(file))
        let again = try Model(inputs: model.inputTensors, outputs: model.outputTensors)
        let inputs = model.inputs.enumerated().map { index, port in
            ReferenceNumbers.tensor([2] + port.shape.dropFirst().map { $0 ?? 8 }, seed: UInt32(index))
        }
        #expect(try again.predict(inputs).map(\.values) == model.predict(inputs).map(\.values))
        #expect(Set(again.layers.map(\.name)).isSubset(of: model.layers.map(\.name)))
    }

    @Test func `A part of a model begins with its weights as they are now, and leaves the model as it is`() throws {
        let input = Input(shape: [3])
        let base = try Model(input, Dense(1, name: "last")(Dense(2, name: "first")(input)))
        let weights = [Tensor(shape: [3, 2], values: [1, 2, 3, 4, 5, 6]), Tensor(shape: [2], values: [7, 8])]
        let changed = try base.replacingWeights(of: "first", with: weights)
        let part = try Model(changed.input, changed.getLayer("first").output * 2)
        #expect(try part.weights(of: "first").map(\.values) == weights.map(\.values))
        let sample = Tensor(shape: [1, 3], values: [1, 1, 1])
        #expect(try part.predict([sample])[0].values == [2 * (9 + 7), 2 * (12 + 8)])
        let whole = try Model(changed.getLayer("first").input, changed.output)
        #expect(try whole.predict([sample])[0].values == changed.predict([sample])[0].values)
    }

    @Test func `A layer of several calls has no output of its own, but each call has`() throws {
        let input = Input(shape: [2])
        let shared = Dense(2, name: "shared")
        let model = try Model(input, shared(shared(input)))
        let layer = try model.getLayer("shared")
        #expect(throws: KerasError.self) { try layer.output }
        let once = try Model(model.input, layer.outputs(ofCall: 0))
        let sample = Tensor(shape: [1, 2], values: [1, -1])
        #expect(try model.predict([sample])[0].values == once.predict(once.predict([sample]))[0].values)
    }
}
