import Foundation
import Imaging

/// One image and what is done to it.
struct ImageWork {
    enum Result {
        case bytes([UInt8])
        case image(PixelBuffer)
        case tensor([Float])

        /// As zlib's `adler32`.
        var checksum: UInt32 {
            func sum(_ bytes: some Sequence<UInt8>) -> UInt32 {
                var (low, high): (UInt32, UInt32) = (1, 0)
                for byte in bytes {
                    low = (low + UInt32(byte)) % 65521
                    high = (high + low) % 65521
                }
                return high << 16 | low
            }
            return switch self {
            case .bytes(let bytes): sum(bytes)
            case .image(let image): image.withPixels { sum($0) }
            case .tensor(let tensor): tensor.withUnsafeBytes { sum($0) }
            }
        }
    }

    private let file: [UInt8]
    private let image: PixelBuffer

    init(_ path: String) throws {
        file = try Array(Data(contentsOf: URL(filePath: path)))
        image = try JPEG.decode(file, origin: path)
    }

    /// Nil where the words name nothing that is done here.
    func task(_ words: [String]) -> (() throws -> Result)? {
        if words == ["decode"] { return { .image(try JPEG.decode(file, origin: "the file")) } }
        if words == ["encode"] { return { .bytes(try JPEG.encode(image, quality: 90)) } }
        if words == ["annotate"] { return { .image(try annotated()) } }
        if words.count == 3, words[0] == "decode-at-least", let width = Int(words[1]), let height = Int(words[2]) {
            return {
                .image(try JPEG.decode(file, origin: "the file", atLeast: PixelSize(width: width, height: height)))
            }
        }
        guard words.count == 4, let resampling = Resampling(rawValue: words[1]), let width = Int(words[2]),
            let height = Int(words[3])
        else { return nil }
        let size = PixelSize(width: width, height: height)
        let scale = SIMD3<Float>(repeating: 1 / 255)
        switch words[0] {
        case "resize": return { .image(image.resized(to: size, resampling)) }
        case "letterbox": return { .image(image.letterboxed(to: size, resampling).image) }
        case "tensor": return { .tensor(tensor(size) { image.normalise(resizedTo: size, resampling, into: $0, scale: scale) }) }
        case "letterbox-tensor":
            return {
                .tensor(tensor(size) { _ = image.normalise(letterboxedTo: size, resampling, into: $0, scale: scale) })
            }
        default: return nil
        }
    }

    /// Five boxes with their names.
    private func annotated() throws -> PixelBuffer {
        let canvas = try Canvas(drawingOn: image)
        for number in 0..<5 {
            let corner = Double(40 + 100 * number)
            let box = PixelRectangle(left: corner, top: corner, right: corner + 120, bottom: corner + 80)
            canvas.strokeRectangle(box, lineWidth: 3, color: .white)
            canvas.label("car 0.87", of: box, size: 20, color: .white)
        }
        return try canvas.finish()
    }

    private func tensor(_ size: PixelSize, _ body: (UnsafeMutableBufferPointer<Float>) -> Void) -> [Float] {
        let count = size.pixelCount * PixelBuffer.channels
        return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            body(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
            initialized = count
        }
    }
}
