/// What of an image is brought to a size of other proportions.
public enum ImageFit: Sendable, Hashable {
    /// All of it, its proportions changed.
    case stretch
    /// The largest part in the middle that has the proportions of the size.
    case crop
    /// All of it, with a border of a number that gives it the proportions of the size.
    case pad(Float)
    /// Pixels in the middle as many as the size has, unscaled, where the image has so many; `crop` where not.
    case centre

    var fill: Float { if case .pad(let number) = self { number } else { 0 } }

    /// The rows and columns that are brought to the size; they may reach over the image.
    func frame(of image: (height: Int, width: Int), to size: (height: Int, width: Int)) -> (rows: Range<Int>, columns: Range<Int>)
    {
        let wanted = (
            height: Int(Float(image.width * size.height) / Float(size.width)),
            width: Int(Float(image.height * size.width) / Float(size.height))
        )
        func middle(_ extent: Int, _ part: Int) -> Range<Int> {
            let start = (extent - part) / 2
            return start..<(start + part)
        }
        /// The same border on both sides, so that a pixel may lack to the whole proportion.
        func surrounded(_ extent: Int, _ whole: Int) -> Range<Int> {
            let border = max(whole - extent, 0) / 2
            return -border..<(extent + border)
        }
        switch self {
        case .stretch: return (0..<image.height, 0..<image.width)
        case .centre where image.height >= size.height && image.width >= size.width:
            return (middle(image.height, size.height), middle(image.width, size.width))
        case .crop, .centre:
            return (
                middle(image.height, max(min(image.height, wanted.height), 1)),
                middle(image.width, max(min(image.width, wanted.width), 1))
            )
        case .pad:
            return (surrounded(image.height, wanted.height), surrounded(image.width, wanted.width))
        }
    }

    /// Whether pixels of a frame are taken as they are.
    func crops(_ frame: Range<Int>, to result: Int) -> Bool { self == .centre && frame.count == result }
}
