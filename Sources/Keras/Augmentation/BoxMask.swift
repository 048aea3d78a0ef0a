/// Boxes in images, drawn as Keras 3 draws them.
enum BoxMask {
    /// 1 inside of each image's box, 0 outside: `(batch, height, width, 1)`.
    static func elements(
        rows: [Range<Float>], columns: [Range<Float>], of images: ImageExtents, where isUsed: (Int) -> Bool = { _ in true }
    ) -> [Float] {
        (0..<images.batch).flatMap { item in
            (0..<images.height).flatMap { row in
                (0..<images.width).map { column in
                    isUsed(item) && rows[item].contains(Float(row)) && columns[item].contains(Float(column)) ? 1 : 0
                }
            }
        }
    }
}

extension AugmentationDraws {
    /// Whether something happens to each item, by a chance that is drawn itself.
    mutating func chances(_ count: Int, _ factor: FactorBounds) -> [Bool] {
        let chances = uniform(count, factor.low, factor.high)
        return zip(uniform(count), chances).map { $0 < $1 }
    }

    /// Where spans of these parts of an axis lie.
    mutating func spans(of parts: [Float], along extent: Int) -> [Range<Float>] {
        zip(parts, uniform(parts.count)).map { part, place in
            let length = part * Float(extent)
            let start = place * (Float(extent) - length)
            return start..<start + length
        }
    }
}
