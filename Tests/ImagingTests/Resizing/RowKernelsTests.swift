import Imaging
import Testing

@Suite("the kernels of every instruction set")
struct RowKernelsTests {
    @Test("those of any processor are there", arguments: ["portable", "wide"])
    func everywhere(name: String) {
        #expect(RowKernels.all.contains { $0.description == name })
    }

    /// Widths around those of the vectors, more and fewer columns and rows than before, and both orders of the passes.
    private static let sizes = [
        (1, 1, 7, 5), (3, 5, 1, 2), (5, 3, 40, 17), (17, 9, 16, 9), (17, 9, 17, 4), (64, 33, 63, 35), (101, 67, 32, 31),
        (67, 101, 66, 13),
        (255, 7, 11, 3), (31, 200, 43, 21), (129, 130, 300, 131), (640, 11, 97, 10),
    ]

    @Test("resize to the same bytes", arguments: RowKernels.all, sizes)
    func same(kernels: RowKernels, sizes: (width: Int, height: Int, newWidth: Int, newHeight: Int)) throws {
        let portable = try #require(RowKernels.all.first { $0.description == "portable" })
        var numbers = RepeatableNumbers(seed: UInt64(sizes.width * sizes.newWidth))
        let image = numbers.image(sizes.width, sizes.height)
        let size = PixelSize(width: sizes.newWidth, height: sizes.newHeight)
        for resampling in Resampling.allCases {
            let expected = image.resized(to: size, resampling, with: portable)
            #expect(image.resized(to: size, resampling, with: kernels) == expected, "\(resampling)")
        }
    }

    @Test("give the bytes of Pillow", arguments: RowKernels.all, try Reference.resized().results)
    func likeReference(kernels: RowKernels, reference: Reference) throws {
        let resampling = try #require(Resampling(rawValue: reference.name))
        let image = try Reference.resized().original.resized(to: reference.image.size, resampling, with: kernels)
        #expect(largestDifference(image, reference.image) <= (resampling == .lanczos ? 1 : 0))
    }

    @Test("make cairo's words and read them, and touch nothing behind", arguments: RowKernels.all, 1...19)
    func words(kernels: RowKernels, width: Int) {
        var numbers = RepeatableNumbers(seed: UInt64(width))
        let image = numbers.image(width, 1)
        var words = [UInt8](repeating: 99, count: width * 4 + 16)
        words.withUnsafeMutableBufferPointer { words in
            image.withPixels { kernels.expand($0.baseAddress!, pixelCount: width, to: words.baseAddress!) }
        }
        let colors = (0..<width).map { image[$0, 0] }
        let expected = colors.flatMap { [$0.blue, $0.green, $0.red, 0] as [UInt8] }
        #expect(words == expected + [UInt8](repeating: 99, count: 16))
        var pixels = [UInt8](repeating: 99, count: width * 3 + 16)
        pixels.withUnsafeMutableBufferPointer { kernels.contract(words, pixelCount: width, to: $0.baseAddress!) }
        #expect(pixels == image.withPixels(Array.init) + [UInt8](repeating: 99, count: 16))
    }
}
