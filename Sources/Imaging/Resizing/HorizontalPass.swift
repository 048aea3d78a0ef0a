extension PixelBuffer {
    /// Every row resized to `width`, its sums rounded to 8 bits.
    func resizedHorizontally(to width: Int, _ taps: FilterTaps) -> PixelBuffer {
        withPixels { old in
            PixelBuffer(size: PixelSize(width: width, height: size.height)) { new in
                let oldRowBytes = size.width * Self.channels
                for y in 0..<size.height {
                    Self.resizeRow(old.baseAddress! + y * oldRowBytes, into: new.baseAddress! + y * width * Self.channels, taps)
                }
            }
        }
    }

    /// Loads four bytes a pixel and up to one pixel behind the row: see ``PixelStorage/readablePadding``.
    private static func resizeRow(_ old: UnsafePointer<UInt8>, into new: UnsafeMutablePointer<UInt8>, _ taps: FilterTaps) {
        let old = UnsafeRawPointer(old)
        taps.first.withUnsafeBufferPointer { first in
            taps.pairCounts.withUnsafeBufferPointer { pairCounts in
                taps.high.withUnsafeBufferPointer { high in
                    taps.low.withUnsafeBufferPointer { low in
                        for place in 0..<first.count {
                            var source = old + first[place] * channels
                            var highSum = SIMD4<Int32>.zero
                            var lowSum = SIMD4<Int32>.zero
                            let weights = place * taps.pairsPerPlace
                            for pair in weights..<weights + pairCounts[place] {
                                let pixels = evenAndOdd(source)
                                highSum &+= PairSum.dot(pixels, PairSum.spread(high[pair]))
                                lowSum &+= PairSum.dot(pixels, PairSum.spread(low[pair]))
                                source += 2 * channels
                            }
                            let color = PairSum.join(highSum, lowSum)
                            let target = new + place * channels
                            target[0] = UInt8(truncatingIfNeeded: color[0])
                            target[1] = UInt8(truncatingIfNeeded: color[1])
                            target[2] = UInt8(truncatingIfNeeded: color[2])
                        }
                    }
                }
            }
        }
    }

    /// Two neighbouring pixels as (red, red', green, green', blue, blue', unused, unused').
    @inline(__always)
    private static func evenAndOdd(_ source: UnsafeRawPointer) -> SIMD8<Int16> {
        let even = source.loadUnaligned(as: SIMD4<UInt8>.self)
        let odd = (source + channels).loadUnaligned(as: SIMD4<UInt8>.self)
        return SIMD8<Int16>(
            truncatingIfNeeded: SIMD8<UInt8>(even[0], odd[0], even[1], odd[1], even[2], odd[2], even[3], odd[3]))
    }
}
