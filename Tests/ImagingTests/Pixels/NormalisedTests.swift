import Imaging
import Testing

@Suite("normalising to a tensor")
struct NormalisedTests {
    private let image = PixelBuffer(size: PixelSize(width: 2, height: 1), pixels: [0, 51, 255, 10, 20, 30])

    @Test("a scale of 1/255 gives numbers from 0 to 1 in the image's order")
    func unit() {
        #expect(image.normalised(scale: 1 / 255) == [0, 51, 255, 10, 20, 30].map { Float($0) * (1 / 255) })
    }

    @Test("bgr turns the channels round, and scale and bias are those of the tensor's channels")
    func bgr() {
        let tensor = image.normalised(scale: SIMD3(1, 2, 4), bias: SIMD3(-103.5, 0.5, 1), order: .bgr)
        #expect(tensor == [255 - 103.5, 102.5, 1, 30 - 103.5, 40.5, 41])
    }

    @Test("a part of a larger tensor can be filled")
    func part() {
        var batch = [Float](repeating: -1, count: 12)
        batch.withUnsafeMutableBufferPointer {
            image.normalise(into: UnsafeMutableBufferPointer(rebasing: $0[6...]), scale: SIMD3(repeating: 1))
        }
        #expect(batch == [-1, -1, -1, -1, -1, -1, 0, 51, 255, 10, 20, 30])
    }

    @Test("every length is filled to its end", arguments: 1...40)
    func lengths(width: Int) {
        var numbers = RepeatableNumbers(seed: UInt64(width))
        let image = numbers.image(width, 3)
        let bytes = image.withPixels(Array.init)
        let scale = SIMD3<Float>(0.5, 0.25, 2)
        let bias = SIMD3<Float>(1, -2, 3)
        let rgb = bytes.enumerated().map { Float($1) * scale[$0 % 3] + bias[$0 % 3] }
        #expect(image.normalised(scale: scale, bias: bias) == rgb)
        let bgr = bytes.indices.map { Float(bytes[$0 / 3 * 3 + 2 - $0 % 3]) * scale[$0 % 3] + bias[$0 % 3] }
        #expect(image.normalised(scale: scale, bias: bias, order: .bgr) == bgr)
    }
}
