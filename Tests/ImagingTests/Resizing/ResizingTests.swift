import Imaging
import Testing

@Suite("resizing")
struct ResizingTests {
    /// Not only within one grey level: all bytes are the same. `lanczos` needs a sine, which may differ in its last bit elsewhere.
    @Test("gives the bytes that Pillow and OpenCV give", arguments: try Reference.resized().results)
    func likeReference(reference: Reference) throws {
        let resampling = try #require(Resampling(rawValue: reference.name))
        let image = try Reference.resized().original.resized(to: reference.image.size, resampling)
        try #require(image.size == reference.image.size)
        #expect(largestDifference(image, reference.image) <= (resampling == .lanczos ? 1 : 0))
    }

    @Test("equals a plain sum over the weights for all small sizes", arguments: 1...6)
    func naive(width: Int) {
        var numbers = RepeatableNumbers(seed: UInt64(width))
        for height in 1...6 {
            let image = numbers.image(width, height)
            for newWidth in [1, 2, 3, 5, 8, 13] {
                for newHeight in [1, 2, 4, 7, 11] {
                    let size = PixelSize(width: newWidth, height: newHeight)
                    #expect(image.resized(to: size, .bilinear) == NaiveResizing.triangle.resized(image, to: size))
                    #expect(image.resized(to: size, .bicubic) == NaiveResizing.cubic.resized(image, to: size))
                }
            }
        }
    }

    @Test(
        "equals a plain sum over the weights for larger sizes",
        arguments: [(200, 150, 61, 87), (31, 211, 90, 40), (257, 19, 64, 64), (120, 160, 113, 30), (3000, 2, 1, 3)])
    func naiveLarge(width: Int, height: Int, newWidth: Int, newHeight: Int) {
        var numbers = RepeatableNumbers(seed: 3)
        let image = numbers.image(width, height)
        let size = PixelSize(width: newWidth, height: newHeight)
        #expect(image.resized(to: size, .bicubic) == NaiveResizing.cubic.resized(image, to: size))
        #expect(image.resized(to: size, .bilinear) == NaiveResizing.triangle.resized(image, to: size))
    }

    @Test("keeps one colour whatever the sizes", arguments: Resampling.allCases)
    func plain(resampling: Resampling) {
        for level in [0, 1, 127, 254, 255] as [UInt8] {
            let color = Color(red: level, green: 255 - level, blue: 77)
            let image = PixelBuffer(size: PixelSize(width: 45, height: 31), filledWith: color)
            for (width, height) in [(1, 1), (7, 90), (100, 3), (44, 32)] {
                let size = PixelSize(width: width, height: height)
                #expect(image.resized(to: size, resampling) == PixelBuffer(size: size, filledWith: color))
            }
        }
    }

    @Test("to the same size changes nothing", arguments: Resampling.allCases)
    func same(resampling: Resampling) {
        var numbers = RepeatableNumbers(seed: 9)
        let image = numbers.image(13, 8)
        #expect(image.resized(to: image.size, resampling) == image)
    }

    @Test("many thousands of columns to one still sum up to their mean")
    func extreme() {
        let pixels = (0..<60_000).map { [UInt8($0 % 2 * 200), 7, 255] }.joined()
        let image = PixelBuffer(size: PixelSize(width: 60_000, height: 1), pixels: Array(pixels))
        let mean = Color(red: 100, green: 7, blue: 255)
        for resampling in [Resampling.box, .bilinear, .bicubic, .lanczos] {
            let one = image.resized(to: PixelSize(width: 1, height: 1), resampling)[0, 0]
            #expect(abs(Int(one.red) - Int(mean.red)) <= 1)
            #expect(abs(Int(one.green) - Int(mean.green)) <= 1)
            #expect(abs(Int(one.blue) - Int(mean.blue)) <= 2)
        }
    }
}
