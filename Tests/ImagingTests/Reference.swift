import Foundation
import Imaging
import TestMaterial
import Testing

/// What `References/make_references.py` wrote: images and what Pillow and OpenCV make of them.
struct Reference: Sendable, CustomTestStringConvertible {
    let name: String
    /// The denominator at which the image was decoded.
    let reduction: Int
    let image: PixelBuffer

    var testDescription: String { "\(name) \(image.size)" }

    private struct Entry: Decodable {
        let name: String
        let reduction: Int?
        let width: Int
        let height: Int
        let offset: Int
    }

    private struct Resized: Decodable {
        let width: Int
        let height: Int
        let results: [Entry]
    }

    private static func contents(_ name: String) throws -> Data {
        try Data(contentsOf: URL(filePath: Project.path("Tests/ImagingTests/References/\(name)")))
    }

    private init(_ entry: Entry, in pixels: Data) {
        name = entry.name
        reduction = entry.reduction ?? 1
        let size = PixelSize(width: entry.width, height: entry.height)
        image = PixelBuffer(size: size, pixels: pixels.dropFirst(entry.offset).prefix(size.pixelCount * 3))
    }

    /// The files below `References/images` as Pillow decodes them.
    static func decoded() throws -> [Reference] {
        let pixels = try contents("decoded.bin")
        return try JSONDecoder().decode([Entry].self, from: contents("decoded.json")).map { Reference($0, in: pixels) }
    }

    /// The JPEG files below `References/images` as Pillow's draft mode decodes them.
    static func reduced() throws -> [Reference] {
        let pixels = try contents("reduced.bin")
        return try JSONDecoder().decode([Entry].self, from: contents("reduced.json")).map { Reference($0, in: pixels) }
    }

    /// One image of noise, and the same resized; `name` is that of the resampling.
    static func resized() throws -> (original: PixelBuffer, results: [Reference]) {
        let pixels = try contents("resized.bin")
        let index = try JSONDecoder().decode(Resized.self, from: contents("resized.json"))
        let original = Entry(name: "original", reduction: nil, width: index.width, height: index.height, offset: 0)
        return (Reference(original, in: pixels).image, index.results.map { Reference($0, in: pixels) })
    }

    static func path(_ name: String) -> String { Project.path("Tests/ImagingTests/References/images/\(name)") }

    static func bytes(_ name: String) throws -> [UInt8] { try Array(contents("images/\(name)")) }
}
