import Foundation
import HDF5
import TestMaterial
import Testing

@Suite("files of the shared material", .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
struct SharedFilesTests {
    @Test("every HDF5 file is walked, and every dataset and attribute read")
    func walkEverything() throws {
        var files = 0
        for path in Self.paths {
            let root = try HDF5File(reading: path, evenIfMarkedOpen: true).root
            try Self.readAttributes(of: root)
            try root.walk { node throws(HDF5Error) in
                switch node {
                case .group(let group): try Self.readAttributes(of: group)
                case .dataset(let dataset):
                    try Self.readAttributes(of: dataset)
                    let count =
                        dataset.elementType.isString ? try dataset.readStrings().count : try dataset.read(as: Double.self).count
                    #expect(count == dataset.shape.reduce(1, *))
                }
            }
            files += 1
        }
        #expect(files > 400)
    }

    @Test("values are those that h5py reads")
    func spotValues() throws {
        let road = try HDF5File(reading: SharedMaterial.path("models/framerill-road.h5")).root
        #expect(try road.string(attribute: "keras_version") == "2.21.0")
        let beta = try road.dataset("model_weights/batch_normalization_1/batch_normalization_1/beta:0")
        #expect(try beta.readRows(0..<3) == [Float(-0.068577394), 0.07291529, 0.06615391])
        let signs = try HDF5File(reading: SharedMaterial.path("datasets/train_signs.h5")).root
        let pictures = try signs.dataset("train_set_x")
        #expect(pictures.shape == [1080, 64, 64, 3])
        #expect(try pictures.readRows(500..<502, as: Int.self).reduce(0, +) == 4_440_397)
        #expect(try pictures.readRows(1079..<1080, as: UInt8.self).suffix(3) == [205, 202, 195])
        #expect(try signs.dataset("train_set_y").readRows(0..<5) == [5, 5, 3, 2, 3])
        let cats = try HDF5File(reading: SharedMaterial.path("datasets/train_catvnoncat.h5")).root
        #expect(try cats.dataset("list_classes").readStrings() == ["non-cat", "cat"])
        let faces = try HDF5File(reading: SharedMaterial.path("models/genuine-keras/fer2013_mini_XCEPTION.102-0.66.hdf5")).root
        let weights = try faces.group("model_weights")
        let names = try #require(try weights.strings(attribute: "layer_names"))
        #expect(names.prefix(4) == ["input_1", "conv2d_1", "batch_normalization_1", "activation_1"])
        #expect(try weights.group("activation_1").strings(attribute: "weight_names") == [])
    }

    private static var paths: [String] {
        let below = FileManager.default.enumerator(atPath: SharedMaterial.folder.resolvingSymlinksInPath().path)
        return (below?.allObjects as? [String] ?? []).filter { $0.hasSuffix(".h5") || $0.hasSuffix(".hdf5") }.sorted()
            .map(SharedMaterial.path)
    }

    private static func readAttributes(of object: some HDF5Object) throws(HDF5Error) {
        for name in try object.attributeNames {
            let attribute = try object.attribute(name)
            #expect(attribute != nil)
            if let attribute, attribute.value == .other { Issue.record("\(object.place): \(name) is \(attribute.elementType)") }
        }
    }
}
