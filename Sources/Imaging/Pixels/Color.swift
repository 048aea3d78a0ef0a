/// A colour of 8-bit red, green and blue.
public struct Color: Hashable, Sendable, Codable {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    public static let black = Color(red: 0, green: 0, blue: 0)
    public static let white = Color(red: 255, green: 255, blue: 255)

    /// The colour of a hue, a saturation and a value, each in 0 to 1 and clamped to it. As Python's `colorsys.hsv_to_rgb`, then
    /// `int(255 * x)`: what the course's assignment does to make its class colours.
    public init(hue: Double, saturation: Double, value: Double) {
        let sector = (hue.clampedToUnit * 6).rounded(.down)
        let fraction = hue.clampedToUnit * 6 - sector
        let value = value.clampedToUnit
        let saturation = saturation.clampedToUnit
        let low = value * (1 - saturation)
        let falling = value * (1 - saturation * fraction)
        let rising = value * (1 - saturation * (1 - fraction))
        let (red, green, blue) =
            switch Int(sector) % 6 {
            case 0: (value, rising, low)
            case 1: (falling, value, low)
            case 2: (low, value, rising)
            case 3: (low, falling, value)
            case 4: (rising, low, value)
            default: (value, low, falling)
            }
        self.init(red: UInt8(red * 255), green: UInt8(green * 255), blue: UInt8(blue * 255))
    }

    /// Black or white, whichever is read better on this colour (by the luma of ITU-R BT.601).
    public var contrasting: Color {
        299 * Int(red) + 587 * Int(green) + 114 * Int(blue) >= 128_000 ? .black : .white
    }
}

extension Double {
    /// Not-a-number becomes 0.
    fileprivate var clampedToUnit: Double { self > 0 ? min(self, 1) : 0 }
}
