extension PixelBuffer {
    /// Every column resized to `height`, its sums rounded to 8 bits.
    func resizedVertically(to height: Int, _ taps: FilterTaps) -> PixelBuffer {
        let rowBytes = size.width * Self.channels
        return withPixels { old in
            PixelBuffer(size: PixelSize(width: size.width, height: height)) { new in
                var target = new.baseAddress!
                taps.forEachPlace { start, weights in
                    let rows = RowStack(
                        top: UnsafeRawPointer(old.baseAddress! + start * rowBytes), rowBytes: rowBytes,
                        count: size.height - start)
                    rows.blend(weights, into: target)
                    target += rowBytes
                }
            }
        }
    }
}

/// Rows of bytes below each other, to be summed with weights.
private struct RowStack {
    let top: UnsafeRawPointer
    let rowBytes: Int
    let count: Int

    /// Eight bytes at a time; the last eight overlap those before, and a row shorter than eight goes byte by byte.
    func blend(_ weights: UnsafeBufferPointer<FilterTaps.Pair>, into target: UnsafeMutablePointer<UInt8>) {
        guard rowBytes >= 8 else {
            for x in 0..<rowBytes { target[x] = blendOne(at: x, weights) }
            return
        }
        var x = 0
        while true {
            let bytes = blendEight(at: x, weights)
            UnsafeMutableRawPointer(target + x).storeBytes(of: bytes, as: SIMD8<UInt8>.self)
            if x + 8 == rowBytes { break }
            x = min(x + 8, rowBytes - 8)
        }
    }

    @inline(__always)
    private func blendEight(at x: Int, _ weights: UnsafeBufferPointer<FilterTaps.Pair>) -> SIMD8<UInt8> {
        var leftHigh = SIMD4<Int32>.zero
        var leftLow = SIMD4<Int32>.zero
        var rightHigh = SIMD4<Int32>.zero
        var rightLow = SIMD4<Int32>.zero
        for pair in 0..<weights.count {
            let even = top + (2 &* pair &* rowBytes &+ x)
            // A row behind the last one has weight 0; any other can stand in for it.
            let odd = 2 &* pair &+ 1 < count ? even + rowBytes : even
            let left = PairSum.interleave(PairSum.load(even), PairSum.load(odd))
            let right = PairSum.interleave(PairSum.load(even + 4), PairSum.load(odd + 4))
            let high = PairSum.spread(weights[pair].high)
            let low = PairSum.spread(weights[pair].low)
            leftHigh &+= PairSum.dot(left, high)
            leftLow &+= PairSum.dot(left, low)
            rightHigh &+= PairSum.dot(right, high)
            rightLow &+= PairSum.dot(right, low)
        }
        let left = PairSum.join(leftHigh, leftLow)
        let right = PairSum.join(rightHigh, rightLow)
        return SIMD8<UInt8>(truncatingIfNeeded: SIMD8(lowHalf: left, highHalf: right))
    }

    private func blendOne(at x: Int, _ weights: UnsafeBufferPointer<FilterTaps.Pair>) -> UInt8 {
        var high = SIMD4<Int32>.zero
        var low = SIMD4<Int32>.zero
        for (pair, weight) in weights.enumerated() {
            let even = Int16(top.load(fromByteOffset: 2 * pair * rowBytes + x, as: UInt8.self))
            let oddRow = min(2 * pair + 1, count - 1)
            let odd = Int16(top.load(fromByteOffset: oddRow * rowBytes + x, as: UInt8.self))
            let bytes = SIMD8<Int16>(even, odd, 0, 0, 0, 0, 0, 0)
            high &+= PairSum.dot(bytes, PairSum.spread(weight.high))
            low &+= PairSum.dot(bytes, PairSum.spread(weight.low))
        }
        return UInt8(truncatingIfNeeded: PairSum.join(high, low)[0])
    }
}
