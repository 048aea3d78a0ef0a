import Foundation
import Keras
import TestMaterial
import Testing

@Suite struct CatalogueTests {
    @Test("the catalogue lists each file of Layers, and nothing else")
    func catalogueIsTheFolder() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Project.path("Sources/Keras/Layers"))
        let names = files.map { String($0.dropLast(".swift".count)) }.sorted()
        #expect(LayerCatalogue.names.sorted() == names)
    }
}
