/// Width and height in pixels, as options give them.
public struct OptionSize: Sendable, Hashable, CustomStringConvertible {
    public var width: Int
    public var height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    public var description: String {
        width == height ? "\(width)" : "\(width)x\(height)"
    }
}

extension OptionType<OptionSize> {
    /// `320` for a square, or `640x480`: width, then height, each from 1 to `limit`.
    public static func size(upTo limit: Int = 65_535) -> OptionType<OptionSize> {
        let description = "size (320 or 640x480, sides from 1 to \(limit))"
        return OptionType(description, standIn: OptionSize(width: 1, height: 1)) { value, faults in
            let sides: [Int?] =
                switch value.content {
                case .integer(let side): [side, side]
                case .text(let text): text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
                default: []
                }
            if sides.count == 2, let width = sides[0], let height = sides[1], (1...limit).contains(width),
                (1...limit).contains(height)
            {
                return OptionSize(width: width, height: height)
            }
            faults.expected(description, at: value)
            return nil
        }
    }
}
