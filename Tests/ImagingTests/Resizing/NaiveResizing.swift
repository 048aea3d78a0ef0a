import Imaging

/// Pillow's resampling written down as plainly as possible: each new pixel of a pass is a sum over all old ones of its row or column,
/// with the weights rounded to 22 bits and the sum to 8.
struct NaiveResizing: Sendable {
    let support: Double
    let weight: @Sendable (Double) -> Double

    static let triangle = NaiveResizing(support: 1) { max(0, 1 - abs($0)) }
    static let cubic = NaiveResizing(support: 2) { x in
        let x = abs(x)
        if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0
    }

    func resized(_ image: PixelBuffer, to target: PixelSize) -> PixelBuffer {
        let old = image.size
        let lost = (columns: old.width - target.width, rows: old.height - target.height)
        return lost.rows > 0 && lost.rows > 2 * lost.columns
            ? rows(columns(image, target.height), target.width) : columns(rows(image, target.width), target.height)
    }

    private func rows(_ image: PixelBuffer, _ width: Int) -> PixelBuffer {
        if width == image.size.width { return image }
        var result = PixelBuffer(size: PixelSize(width: width, height: image.size.height))
        for x in 0..<width {
            let taps = taps(x, from: image.size.width, to: width)
            for y in 0..<image.size.height { result[x, y] = blend(taps.map { ($0.weight, image[$0.place, y]) }) }
        }
        return result
    }

    private func columns(_ image: PixelBuffer, _ height: Int) -> PixelBuffer {
        if height == image.size.height { return image }
        var result = PixelBuffer(size: PixelSize(width: image.size.width, height: height))
        for y in 0..<height {
            let taps = taps(y, from: image.size.height, to: height)
            for x in 0..<image.size.width { result[x, y] = blend(taps.map { ($0.weight, image[x, $0.place]) }) }
        }
        return result
    }

    private func taps(_ place: Int, from old: Int, to new: Int) -> [(place: Int, weight: Int)] {
        let scale = Double(old) / Double(new)
        let stretch = max(scale, 1)
        let center = (Double(place) + 0.5) * scale
        let first = max(0, Int(center - support * stretch + 0.5))
        let end = min(old, Int(center + support * stretch + 0.5))
        let weights = (first..<end).map { weight((Double($0) - center + 0.5) * (1 / stretch)) }
        let sum = weights.reduce(0, +)
        return zip(first..<end, weights).map { place, weight in
            let scaled = weight / sum * 4_194_304
            return (place, Int(scaled < 0 ? scaled - 0.5 : scaled + 0.5))
        }
    }

    private func blend(_ parts: [(weight: Int, color: Color)]) -> Color {
        func channel(_ of: (Color) -> UInt8) -> UInt8 {
            let sum = parts.reduce(1 << 21) { $0 + $1.weight * Int(of($1.color)) }
            return UInt8(min(max(sum >> 22, 0), 255))
        }
        return Color(red: channel(\.red), green: channel(\.green), blue: channel(\.blue))
    }
}
