import Foundation
import Keras
import TestMaterial
import Testing

@Suite struct CatalogueTests {
    @Test("the catalogue lists each file of Layers and Legacy/Layers, and nothing else")
    func catalogueIsTheFolders() throws {
        let files = try ["Layers", "Legacy/Layers"].flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: Project.path("Sources/Keras/\(folder)"))
        }
        let names = files.map { String($0.dropLast(".swift".count)) }.sorted()
        #expect(LayerCatalogue.names.sorted() == names)
    }

    @Test("every layer tells its options by reading them")
    func descriptions() throws {
        let layers = LayerCatalogue.descriptions
        #expect(layers.map(\.name) == LayerCatalogue.names)
        func texts(_ name: String) -> [String] {
            (layers.first { $0.name == name }?.options ?? []).map { option in
                "\(option.name): \(option.type), \(option.isRequired ? "required" : option.defaultValue ?? "-")"
            }
        }
        #expect(
            texts("MaxPooling2D") == [
                "pool_size: a positive integer or two of them, [2, 2]", "strides: a positive integer or two of them, [2, 2]",
                "padding: \"valid\" or \"same\", \"valid\"",
                "data_format: \"channels_last\" or \"channels_first\", \"channels_last\"",
            ])
        #expect(
            texts("Reshape") == ["target_shape: integers, required"])
        #expect(
            texts("Dense") == [
                "units: an integer of at least 1, required", "use_bias: true or false, true",
                "activation: the name of an activation or an activation layer, \"linear\"",
                "quantization_config: null (quantised weights are not read), null",
                "lora_rank: null (weights with LoRA are not read), null",
            ])
        #expect(texts("LeakyReLU") == ["alpha: a number, 0.3", "negative_slope: a number, 0.3"])
        #expect(texts("Add") == [])
    }
}
