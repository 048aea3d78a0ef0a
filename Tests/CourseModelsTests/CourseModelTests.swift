import CourseModels
import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

@Suite struct CourseModelTests {
    /// What tf.keras says of the same models, made by `make_building.py` of the tests of Keras.
    private static func references() throws -> JSON {
        let file = try HDF5File(reading: Project.path("Tests/KerasTests/References/building.h5"))
        return try JSONParser.parse(String(decoding: file.root.dataset("json").read(as: UInt8.self), as: UTF8.self))
    }

    private static func blocks() throws -> Model {
        let input = Input(shape: [16, 16, 3])
        let x = convolutionalBlock(input, f: 3, filters: [4, 4, 8])
        return try Model(input, identityBlock(x, f: 2, filters: [4, 4, 8]))
    }

    @Test("the course's models have Keras' configuration, summary and first weights")
    func models() throws {
        let references = try Self.references()
        let models: [(String, () throws -> Model)] = [
            ("happy", { try happyModel(inputShape: [64, 64, 3]) }), ("happy_sequential", { try happyModel() }),
            ("convolutional", { try convolutionalModel(inputShape: [64, 64, 3]) }), ("resnet50", { try ResNet50() }),
            ("blocks2", Self.blocks),
        ]
        for (name, make) in models {
            let reference = try #require(references[key: "models"]?[key: name])
            let model = try KerasSession.fresh(seed: 1, make)
            #expect(model.configurationText == reference[key: "config"]?.text, "\(name)")
            #expect(model.summary() == reference[key: "summary"]?.text, "\(name)")
            #expect(model.description.summary.totalParameters == reference[key: "parameters"]?.integer, "\(name)")
            let weights = model.getWeights()
            let expected = try #require(reference[key: "weights"]?.elements)
            try #require(weights.count == expected.count, "\(name)")
            for (index, (weight, expected)) in zip(weights, expected).enumerated() {
                let numbers = expected[key: "first"]?.elements?.compactMap { $0.number.map { Float($0) } } ?? []
                let own = weight.values.prefix(numbers.count)
                let distance = zip(own, numbers).map { abs($0 - $1) }.max() ?? 0
                #expect(distance < 1e-6, "\(name): weight \(index): \(own) for \(numbers)")
            }
        }
    }

    @Test("the parameters are those that the notebooks print")
    func parameters() throws {
        let happy = try happyModel(inputShape: [64, 64, 3])
        #expect(try ["conv0", "bn0", "fc"].map { try happy.getLayer($0).parameterCount } == [4736, 128, 32_769])
        let summary = happy.description.summary
        #expect([summary.totalParameters, summary.trainableParameters, summary.nonTrainableParameters] == [37_633, 37_569, 64])
        #expect(try convolutionalModel(inputShape: [64, 64, 3]).description.summary.totalParameters == 1310)
    }
}
