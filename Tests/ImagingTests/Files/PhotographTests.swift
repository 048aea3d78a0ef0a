import Foundation
import Imaging
import TestMaterial
import Testing

@Suite("photographs", .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
struct PhotographTests {
    /// By path: width, height, and the means of red, green and blue as Pillow decodes them.
    private static func references() throws -> [String: [Double]] {
        let path = Project.path("Tests/ImagingTests/References/photographs.json")
        return try JSONDecoder().decode([String: [Double]].self, from: Data(contentsOf: URL(filePath: path)))
    }

    private static func names() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: SharedMaterial.path("images"))
            .filter { name in [".jpg", ".jpeg", ".png"].contains { name.lowercased().hasSuffix($0) } }
    }

    @Test("below ../shared/images are all decoded, with the size and the mean colour that Pillow gives")
    func decoded() throws {
        let references = try Self.references()
        let names = try Self.names()
        #expect(names.count >= references.count)
        for name in names {
            let path = SharedMaterial.path("images/\(name)")
            let image = try ImageFile.read(path)
            #expect(try ImageFile.size(path) == image.size)
            guard let reference = references[name] else { continue }
            #expect(image.size == PixelSize(width: Int(reference[0]), height: Int(reference[1])), "\(name)")
            for channel in 0..<3 {
                let sum = image.withPixels { pixels in
                    stride(from: channel, to: pixels.count, by: 3).reduce(0) { $0 + Int(pixels[$1]) }
                }
                let mean = Double(sum) / Double(image.size.pixelCount)
                #expect(abs(mean - reference[2 + channel]) < 0.05, "\(name), channel \(channel)")
            }
        }
    }

    @Test("one behind the other are cut apart again")
    func stream() throws {
        let files = try (1...5).map {
            try Array(Data(contentsOf: URL(filePath: SharedMaterial.path("images/rendered-road/frame-000\($0).jpg"))))
        }
        var stream = JPEGStream()
        let bytes = files.flatMap { $0 }
        var found: [[UInt8]] = []
        for start in stride(from: 0, to: bytes.count, by: 65_536) {
            for action in stream.feed(Array(bytes[start..<min(start + 65_536, bytes.count)])) {
                guard case .image(let image) = action else {
                    Issue.record("\(action)")
                    continue
                }
                found.append(image.bytes)
            }
        }
        #expect(stream.finish() == [])
        #expect(found == files)
    }
}
