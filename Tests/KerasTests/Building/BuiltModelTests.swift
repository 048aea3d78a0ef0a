import Keras
import NeuralNetwork
import Testing

@Suite struct BuiltModelTests {
    @Test("built models have the configuration, the summary, the parameters and the first weights of tf.keras")
    func models() throws {
        let references = try BuildingReference.all("models")
        for (name, make) in BuiltModels.all {
            let reference = try #require(references[name])
            do {
                let model = try KerasSession.fresh(seed: 1, make)
                #expect(BuildingReference.parting(model.configurationText, from: reference.configuration) == nil, "\(name)")
                #expect(BuildingReference.parting(model.summary(), from: reference.summary ?? "") == nil, "\(name)")
                #expect(model.description.summary.totalParameters == reference.parameters, "\(name)")
                #expect(reference.difference(of: model) == nil, "\(name)")
            } catch {
                Issue.record("\(name): \(error)")
            }
        }
    }

    @Test("each layer that is built alone has the configuration and the first weights of tf.keras")
    func layers() throws {
        let references = try BuildingReference.all("layers")
        for (name, shapes, make) in BuiltLayers.all {
            let reference = try #require(references[name])
            do {
                let model = try KerasSession.fresh(seed: 1) {
                    let inputs = shapes.map { Input(shape: $0) }
                    return try Model(inputs, make().outputs(inputs)[0])
                }
                #expect(BuildingReference.parting(model.configurationText, from: reference.configuration) == nil, "\(name)")
                #expect(reference.difference(of: model) == nil, "\(name)")
            } catch {
                Issue.record("\(name): \(error)")
            }
        }
    }

    @Test("each layer that Keras 3 alone has has its options")
    func layersOfKeras3() throws {
        let references = try BuildingReference.options("layers3")
        try #require(references.count == BuiltLayers.ofKeras3.count)
        for ((name, expected), (shape, layer)) in zip(references, BuiltLayers.ofKeras3) {
            #expect(layer.definition.className == name)
            let model = try Model(Sequential([InputShape(shape), layer]))
            let config = try #require(JSONParser.parse(model.configurationText)[key: "config"]?[key: "layers"]?.elements?.last)
            for (option, value) in expected {
                let own = config[key: "config"]?[key: option]
                #expect(own.map { BuildingReference.isSame($0, value) } ?? false, "\(name).\(option): \(own ?? .null), \(value)")
            }
        }
    }

    @Test("the layers that can't be built yet are these")
    func unbuilt() {
        let built = Set(
            BuiltLayers.all.map(\.name) + BuiltLayers.ofKeras3.map(\.layer.definition.className) + [
                "InputLayer", "Lambda", "MultiHeadAttention", "SpectralNormalization",
            ])
        let missing = Set(LayerCatalogue.names).subtracting(built)
        let ofKeras2: Set = ["CuDNNGRU", "CuDNNLSTM", "RNN", "CategoryEncoding", "Discretization", "IntegerLookup", "Hashing"]
        let ofKeras3: Set = [
            "ReversibleEmbedding", "GroupedQueryAttention", "STFTSpectrogram", "MelSpectrogram", "Pipeline", "LayerScale",
            "CustomScaleLayer", "StochasticDepth",
        ]
        let ofKeras1: Set = [
            "MaxoutDense", "Highway", "ParametricSoftplus", "SReLU", "Deconvolution2D", "SamplewiseNormalization",
            "BatchwiseNormalization", "CosineMerge",
        ]
        #expect(missing == ofKeras1.union(ofKeras2).union(ofKeras3))
    }
}
