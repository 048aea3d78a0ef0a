import NeuralNetwork
import Training

extension Graph {
    /// One channel of images whose channels come last.
    func channel(_ index: Int) -> AxisSelection { .range(start: index, stop: index + 1, step: 1) }

    /// Red, green and blue, each `(batch, height, width, 1)`.
    private mutating func colors(_ x: Value) throws -> (red: Value, green: Value, blue: Value) {
        guard shape(of: x).last == 3 else {
            throw ShapeMismatch(expected: "images of red, green and blue", found: shape(of: x).pythonText)
        }
        return (
            try select(x, axis: 3, channel(0)), try select(x, axis: 3, channel(1)), try select(x, axis: 3, channel(2))
        )
    }

    /// Hue and saturation from 0 to 1, and the value, of red, green and blue: TensorFlow's `rgb_to_hsv`.
    mutating func hueSaturationValue(_ x: Value) throws -> (hue: Value, saturation: Value, value: Value) {
        let (red, green, blue) = try colors(x)
        let value = try maximum([red, green, blue])
        let range = try subtract(value, minimum([red, green, blue]))
        let zero = number(0)
        let saturation = try choice(pairwise(.greater, value, zero), pairwise(.divideOrZero, range, value), zero)
        func sector(_ left: Value, _ right: Value, _ offset: Float) throws -> Value {
            try scale(pairwise(.divideOrZero, subtract(left, right), range), by: 1 / 6, offset: offset)
        }
        let hue = try choice(
            pairwise(.equal, red, value), sector(green, blue, 0),
            choice(pairwise(.equal, green, value), sector(blue, red, 2 / 6), sector(red, green, 4 / 6)))
        let colored = try choice(pairwise(.greater, range, zero), hue, zero)
        return (try choice(pairwise(.less, colored, zero), scale(colored, by: 1, offset: 1), colored), saturation, value)
    }

    /// The way back: `hsv_to_rgb`.
    mutating func redGreenBlue(hue: Value, saturation: Value, value: Value) throws -> Value {
        let turns = try scale(hue, by: 6)
        func ramp(_ middle: Float, _ sign: Float, _ offset: Float) throws -> Value {
            try clipped(scale(math(.absolute, scale(turns, by: 1, offset: -middle)), by: sign, offset: offset), from: 0, to: 1)
        }
        let white = try scale(saturation, by: -1, offset: 1)
        let ramps = [try ramp(3, 1, -1), try ramp(2, -1, 2), try ramp(4, -1, 2)]
        let colors = try ramps.map { try multiply([add([white, multiply([saturation, $0])]), value]) }
        return try concatenate(colors, axis: 3)
    }

    /// The brightness of colours, as one channel. Images of one channel stay.
    mutating func grayscale(_ x: Value) throws -> Value {
        if shape(of: x).last == 1 { return x }
        let (red, green, blue) = try colors(x)
        return try add([scale(red, by: 0.2989), scale(green, by: 0.587), scale(blue, by: 0.114)])
    }

    /// Images whose values lay in one range, brought to another.
    mutating func rescaled(_ x: Value, from range: ClosedRange<Float>, to other: ClosedRange<Float>) throws -> Value {
        if range == other { return x }
        let factor = (other.upperBound - other.lowerBound) / (range.upperBound - range.lowerBound)
        return try scale(x, by: factor, offset: other.lowerBound - range.lowerBound * factor)
    }
}
