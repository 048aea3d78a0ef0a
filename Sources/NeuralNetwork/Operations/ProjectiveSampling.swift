/// How a pixel is made of those around a point of an image.
package struct ProjectiveSampling: Sendable, Hashable {
    package enum Interpolation: String, Sendable, Hashable, CaseIterable { case nearest, bilinear }

    /// What lies beyond the edges.
    package enum Fill: String, Sendable, Hashable, CaseIterable {
        /// `d c b a | a b c d | d c b a`
        case reflect
        /// `a b c d | a b c d | a b c d`
        case wrap
        /// `k k k k | a b c d | k k k k`
        case constant
        /// `a a a a | a b c d | d d d d`
        case nearest
    }

    package var interpolation: Interpolation
    package var fill: Fill
    /// Beyond the edges, with `constant`.
    package var fillValue: Float

    package init(_ interpolation: Interpolation = .bilinear, _ fill: Fill = .reflect, fillValue: Float = 0) {
        (self.interpolation, self.fill, self.fillValue) = (interpolation, fill, fillValue)
    }

    /// What the pixel at a point is made of; all of the fill value where the point is at infinity.
    func taps(of point: (x: Float, y: Float)?, height: Int, width: Int) -> PixelTaps {
        guard let point else { return PixelTaps(filled: fillValue) }
        let (x, y) = (place(point.x, width), place(point.y, height))
        var taps = PixelTaps()
        func add(_ row: Float, _ column: Float, _ weight: Float) {
            guard row >= 0, row < Float(height), column >= 0, column < Float(width) else {
                taps.filled += weight * fillValue
                return
            }
            taps.append(row: Int(row), column: Int(column), weight)
        }
        switch interpolation {
        case .nearest: add(y.rounded(), x.rounded(), 1)
        case .bilinear:
            let (top, left) = (y.rounded(.down), x.rounded(.down))
            let (bottom, right) = (top + 1, left + 1)
            add(top, left, (bottom - y) * (right - x))
            add(top, right, (bottom - y) * (x - left))
            add(bottom, left, (y - top) * (right - x))
            add(bottom, right, (y - top) * (x - left))
        }
        return taps
    }

    /// Visits the pixels of images whose pixels come from elsewhere, image by image and row by row, with what each is made of.
    ///
    /// - Parameters:
    ///   - extents: `(batch, height, width, …)` of what is made.
    ///   - image: `(batch, height, width, channels)` of what it is made of.
    ///   - projections: `(batch, 8)`, of ``PixelProjection``.
    ///   - body: gets where in memory the pixel's image begins, counted in floats.
    func visitPixels(
        of extents: [Int], from image: [Int], by projections: UnsafeMutablePointer<Float>,
        _ body: (_ origin: Int, _ taps: PixelTaps) -> Void
    ) {
        let (height, width) = (image[1], image[2])
        for item in 0..<extents[0] {
            let origin = item * height * width * image[3]
            let projection = PixelProjection(projections + item * 8)
            for y in 0..<extents[1] {
                for x in 0..<extents[2] {
                    body(origin, taps(of: projection.source(x: x, y: y), height: height, width: width))
                }
            }
        }
    }

    /// Where a place beyond an edge lies, along an axis of so many pixels; as TensorFlow computes it, roundings and all.
    private func place(_ place: Float, _ count: Int) -> Float {
        let (extent, last) = (Float(count), Float(count - 1))
        let isOutside = place < 0 || place > last
        switch fill {
        case .constant: return place
        case .nearest: return min(max(place, 0), last)
        case .reflect where isOutside && count > 1:
            let period = 2 * extent
            var inside = place
            if place < 0 {
                inside += period * (-place / period).rounded(.towardZero)
                inside = inside < -extent ? inside + period : -inside - 1
            } else {
                inside -= period * (place / period).rounded(.towardZero)
                if inside >= extent { inside = period - inside - 1 }
            }
            return min(max(inside, 0), last)
        case .wrap where isOutside && count > 1:
            let inside =
                place < 0
                ? place + extent * ((-place / last).rounded(.towardZero) + 1)
                : place - extent * (place / last).rounded(.towardZero)
            return min(max(inside, 0), last)
        case .reflect, .wrap: return min(max(place, 0), last)
        }
    }
}

/// Where in an image the pixels of a result come from.
struct PixelProjection {
    private let numbers: UnsafeMutablePointer<Float>

    init(_ numbers: UnsafeMutablePointer<Float>) { self.numbers = numbers }

    /// nil at infinity, and where the numbers are none.
    func source(x: Int, y: Int) -> (x: Float, y: Float)? {
        let (x, y) = (Float(x), Float(y))
        let depth = numbers[6] * x + numbers[7] * y + 1
        let point = (
            x: (numbers[0] * x + numbers[1] * y + numbers[2]) / depth,
            y: (numbers[3] * x + numbers[4] * y + numbers[5]) / depth
        )
        return depth != 0 && point.x.isFinite && point.y.isFinite ? point : nil
    }
}

/// At most four pixels with their weights, and what the fill value adds.
struct PixelTaps {
    private var rows = SIMD4<Int32>.zero
    private var columns = SIMD4<Int32>.zero
    private var weights = SIMD4<Float>.zero
    private var count = 0
    var filled: Float = 0

    init(filled: Float = 0) { self.filled = filled }

    mutating func append(row: Int, column: Int, _ weight: Float) {
        (rows[count], columns[count], weights[count]) = (Int32(row), Int32(column), weight)
        count += 1
    }

    func visit(_ body: (_ row: Int, _ column: Int, _ weight: Float) -> Void) {
        for place in 0..<count { body(Int(rows[place]), Int(columns[place]), weights[place]) }
    }
}
