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
