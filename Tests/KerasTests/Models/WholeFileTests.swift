import Foundation
import HDF5
import Keras
import NeuralNetwork
import Testing

/// Whole files as `model.save` of Keras 2 and Keras 3 writes them.
@Suite struct WholeFileTests {
    static let files = ["functional-keras2", "functional-keras3", "sequential-keras2", "sequential-keras3", "operations-keras3"]

    @Test("a saved file answers as Keras does", arguments: files)
    func answers(name: String) throws {
        let path = References.path("\(name).h5")
        let check = try HDF5File(reading: path).root.group("answers")
        let model = try Model(path)
        let outputs = try model.predict(check.tensors("x"))
        let expected = try check.tensors("y")
        #expect(outputs.count == expected.count)
        for (found, expected) in zip(outputs, expected) { #expect(Agreement.distance(found, expected) < 1e-4) }
    }

    @Test("nested, shared and several inputs and outputs keep their order and names", arguments: [2, 3])
    func ports(generation: Int) throws {
        let model = try ModelFile.architecture(References.path("functional-keras\(generation).h5"))
        #expect(model.name == "twins")
        #expect(model.inputs.map(\.name) == ["right", "left"])
        #expect(
            model.outputs == [
                ModelPort(name: "head", shape: [nil, 3, 3, 2]), ModelPort(name: "classes", shape: [nil, 3]),
                ModelPort(name: "encoder", shape: [nil, 4]),
            ])
    }

    @Test("parts of a batch answer as the whole")
    func parts() throws {
        let model = try Model(References.path("functional-keras2.h5"))
        let inputs = ReferenceNumbers.inputs([[7, 8, 8, 3], [7, 8, 8, 3]])
        let whole = try model.predict(inputs)
        for (part, whole) in zip(try model.predict(inputs, batchSize: 3), whole) {
            #expect(part.shape == whole.shape)
            #expect(Agreement.distance(part, whole) < 1e-5)
        }
    }

    @Test("a Lambda is read from its code, and a function that the caller registers goes before", arguments: [2, 3])
    func registeredLambda(generation: Int) throws {
        let path = References.path("lambda-keras\(generation).h5")
        let check = try HDF5File(reading: path).root.group("answers")
        let (inputs, expected) = (try check.tensors("x"), try check.tensor("y0"))
        #expect(Agreement.distance(try Model(path).predict(inputs)[0], expected) < 1e-6)
        let halved = LambdaFunction("halved") { graph, inputs, arguments in
            try graph.scale(inputs[0], by: 0.5, offset: Float(arguments["offset"] ?? 0) + 1)
        }
        let shifted = Tensor(shape: expected.shape, values: expected.values.map { $0 + 1 })
        #expect(Agreement.distance(try Model(path, lambdas: [halved]).predict(inputs)[0], shifted) < 1e-6)
    }

    @Test("predictions refuse what the model doesn't take")
    func refusals() throws {
        let model = try Model(References.path("functional-keras2.h5"))
        let cases: [([[Int]], String)] = [
            (
                [[1, 8, 8, 3]],
                "model \"twins\": expected 2 input(s): \"right\" (None, 8, 8, 3), \"left\" (None, 8, 8, 3), found 1"
            ),
            (
                [[1, 8, 8, 3], [1, 8, 9, 3]],
                "model \"twins\": expected a tensor of shape (None, 8, 8, 3) for input \"left\", found (1, 8, 9, 3)"
            ),
            (
                [[1, 8, 8, 3], [2, 8, 8, 3]],
                "model \"twins\": expected inputs of the same batch, found (1, 8, 8, 3), (2, 8, 8, 3)"
            ),
        ]
        for (shapes, message) in cases {
            #expect {
                try model.predict(ReferenceNumbers.inputs(shapes))
            } throws: {
                "\($0)" == message
            }
        }
    }

    @Test("many threads may ask at once")
    func threads() async throws {
        let model = try Model(References.path("sequential-keras2.h5"), options: PlanOptions(threads: 1))
        let input = ReferenceNumbers.inputs([[2, 9, 9, 2]])
        let expected = try model.predict(input)
        try await withThrowingTaskGroup(of: [Tensor].self) { group in
            for _ in 0..<8 { group.addTask { try model.predict(input) } }
            for try await answer in group { #expect(answer == expected) }
        }
    }
}
