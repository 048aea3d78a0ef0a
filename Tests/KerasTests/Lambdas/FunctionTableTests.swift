import Foundation
import HDF5
import Keras
import NeuralNetwork
import Testing

/// Lambda layers, operation nodes of tf.keras and operations of Keras 3, one function each, against what Keras answered.
@Suite struct FunctionTableTests {
    @Test("each function in each form answers as Keras does")
    func table() throws {
        let root = try HDF5File(reading: References.path("functions.h5")).root
        let names = try root.dataset("names").readStrings()
        let versions = try root.dataset("versions").readStrings()
        let configurations = try root.dataset("configs").readStrings()
        let inputs = try root.dataset("inputs").readStrings()
        let outputs = try root.dataset("outputs").readStrings()
        let values = try root.dataset("values").read(as: Float.self)
        #expect(names.count > 200)
        var position = 0
        for index in names.indices {
            let shapes = try JSONDecoder().decode([[Int]].self, from: Data(outputs[index].utf8))
            let expected = shapes.map { shape in
                let count = shape.reduce(1, *)
                defer { position += count }
                return Tensor(shape: shape, values: Array(values[position..<position + count]))
            }
            do {
                let model = try Model(
                    configuration: configurations[index], version: versions[index], options: PlanOptions(threads: 1)
                ) { Tensor(uninitialized: $1) }
                let given = ReferenceNumbers.inputs(try JSONDecoder().decode([[Int]].self, from: Data(inputs[index].utf8)))
                let results = try model.predict(given)
                #expect(results.count == expected.count, "\(names[index])")
                for (place, (result, expected)) in zip(results, expected).enumerated() {
                    let distance = Agreement.distance(result, expected)
                    #expect(
                        distance < 1e-4,
                        "\(names[index]), \(place): off by \(distance), shape \(result.shape) for \(expected.shape)")
                }
            } catch {
                Issue.record("\(names[index]): \(error)")
            }
        }
    }
}
