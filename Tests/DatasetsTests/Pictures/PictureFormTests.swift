import Datasets
import Imaging
import Testing

@Suite struct `The form of pictures as examples` {
    /// 4×2 pixels: each column of another red, each row of another green.
    private let picture = PixelBuffer(
        size: PixelSize(width: 4, height: 2),
        pixels: (0..<2).flatMap { y in (0..<4).flatMap { x in [UInt8(x * 10), UInt8(y * 100), 7] } })

    private func bytes(_ width: Int, _ height: Int, _ fit: PictureForm.Fit) -> [UInt8] {
        PictureForm(size: PixelSize(width: width, height: height), fit: fit, resampling: .nearest).bytes(of: picture)
    }

    @Test func `is height, width, channels`() {
        let size = PixelSize(width: 4, height: 2)
        #expect(PictureForm(size: size).itemShape == [2, 4, 3])
        #expect(PictureForm(size: size, isGrey: true).itemShape == [2, 4, 1])
        #expect(PictureForm(size: size).bytes(of: picture) == picture.withPixels { Array($0) })
    }

    @Test func `stretches, letterboxes or crops what has another shape`() {
        #expect(bytes(2, 2, .stretch) == [10, 0, 7, 30, 0, 7, 10, 100, 7, 30, 100, 7])
        #expect(bytes(2, 2, .crop) == [10, 0, 7, 20, 0, 7, 10, 100, 7, 20, 100, 7])
        #expect(bytes(4, 1, .crop).count == 12)
        let grey = [UInt8](repeating: 128, count: 12)
        #expect(bytes(4, 4, .letterbox) == grey + picture.withPixels { Array($0) } + grey)
    }

    @Test func `makes grey as Pillow does`() {
        let size = PixelSize(width: 5, height: 1)
        let colors: [UInt8] = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 12, 200, 99]
        // Image.frombytes("RGB", (5, 1), bytes(colors)).convert("L")
        let form = PictureForm(size: size, isGrey: true)
        #expect(form.bytes(of: PixelBuffer(size: size, pixels: colors)) == [76, 150, 29, 255, 132])
    }
}
