import Imaging
import Testing

@Suite("resizing into a tensor")
struct ResizedTensorTests {
    private static let scale = SIMD3<Float>(1 / 255, 0.017, 3)
    private static let bias = SIMD3<Float>(-0.485, 0.3, -103.939)

    private func filled(_ size: PixelSize, _ body: (UnsafeMutableBufferPointer<Float>) -> Void) -> [UInt32] {
        var tensor = [Float](repeating: .nan, count: size.pixelCount * 3)
        tensor.withUnsafeMutableBufferPointer { body($0) }
        return tensor.map(\.bitPattern)
    }

    /// Both orders of the passes, one pass alone, none, and odd widths.
    private static let sizes = [(61, 40), (33, 64), (16, 50), (64, 50), (97, 13), (40, 7), (64, 9), (128, 100), (32, 25), (1, 1)]

    @Test("gives the bits of resizing and then normalising", arguments: Resampling.allCases, ChannelOrder.allCases)
    func resized(resampling: Resampling, order: ChannelOrder) {
        var numbers = RepeatableNumbers(seed: 4)
        let image = numbers.image(64, 50)
        for size in Self.sizes.map(PixelSize.init) {
            let expected = image.resized(to: size, resampling).normalised(scale: Self.scale, bias: Self.bias, order: order)
            for kernels in RowKernels.all {
                let found = filled(size) {
                    image.normalise(
                        resizedTo: size, resampling, into: $0, scale: Self.scale, bias: Self.bias, order: order, with: kernels)
                }
                #expect(found == expected.map(\.bitPattern), "\(size), \(kernels)")
            }
        }
    }

    @Test("gives the bits of letterboxing and then normalising", arguments: Resampling.allCases, ChannelOrder.allCases)
    func letterboxed(resampling: Resampling, order: ChannelOrder) {
        var numbers = RepeatableNumbers(seed: 5)
        let image = numbers.image(64, 50)
        let fill = Color(red: 7, green: 114, blue: 200)
        for size in Self.sizes.map(PixelSize.init) {
            let (expected, place) = image.letterboxed(to: size, fill: fill, resampling)
            let found = filled(size) {
                let letterbox = image.normalise(
                    letterboxedTo: size, fill: fill, resampling, into: $0, scale: Self.scale, bias: Self.bias, order: order)
                #expect(letterbox == place)
            }
            #expect(
                found == expected.normalised(scale: Self.scale, bias: Self.bias, order: order).map(\.bitPattern), "\(size)")
        }
    }
}
