extension PixelBuffer {
    /// Every column resized to `height`, its sums rounded to 8 bits.
    func resizedVertically(to height: Int, _ taps: FilterTaps) -> PixelBuffer {
        let rowBytes = size.width * Self.channels
        return withPixels { old in
            PixelBuffer(size: PixelSize(width: size.width, height: height)) { new in
                for y in 0..<height {
                    let weights = y * taps.pairsPerPlace..<y * taps.pairsPerPlace + taps.pairCounts[y]
                    taps.high.withUnsafeBufferPointer { high in
                        taps.low.withUnsafeBufferPointer { low in
                            Self.blendRows(
                                from: old.baseAddress! + taps.first[y] * rowBytes, rowBytes: rowBytes,
                                rowsLeft: size.height - taps.first[y], into: new.baseAddress! + y * rowBytes,
                                UnsafeBufferPointer(rebasing: high[weights]), UnsafeBufferPointer(rebasing: low[weights]))
                        }
                    }
                }
            }
        }
    }

    /// Eight bytes at a time; the last eight overlap those before, and a row shorter than eight goes byte by byte.
    private static func blendRows(
        from old: UnsafePointer<UInt8>, rowBytes: Int, rowsLeft: Int, into new: UnsafeMutablePointer<UInt8>,
        _ high: UnsafeBufferPointer<Int32>, _ low: UnsafeBufferPointer<Int32>
    ) {
        guard rowBytes >= 8 else {
            for x in 0..<rowBytes { new[x] = blendByte(from: old + x, rowBytes: rowBytes, rowsLeft: rowsLeft, high, low) }
            return
        }
        var x = 0
        while true {
            blendBytes(from: old + x, rowBytes: rowBytes, rowsLeft: rowsLeft, into: new + x, high, low)
            if x + 8 == rowBytes { break }
            x = min(x + 8, rowBytes - 8)
        }
    }

    @inline(__always)
    private static func blendBytes(
        from old: UnsafePointer<UInt8>, rowBytes: Int, rowsLeft: Int, into new: UnsafeMutablePointer<UInt8>,
        _ high: UnsafeBufferPointer<Int32>, _ low: UnsafeBufferPointer<Int32>
    ) {
        var highSums = (SIMD4<Int32>.zero, SIMD4<Int32>.zero)
        var lowSums = (SIMD4<Int32>.zero, SIMD4<Int32>.zero)
        for pair in 0..<high.count {
            let even = UnsafeRawPointer(old + 2 * pair * rowBytes)
            // The odd row of the last pair can lie behind the image; its weight is 0 then, and any row will do.
            let odd = 2 * pair + 1 < rowsLeft ? even + rowBytes : even
            let evenBytes = SIMD8<Int16>(truncatingIfNeeded: even.loadUnaligned(as: SIMD8<UInt8>.self))
            let oddBytes = SIMD8<Int16>(truncatingIfNeeded: odd.loadUnaligned(as: SIMD8<UInt8>.self))
            let left = interleave(evenBytes.lowHalf, oddBytes.lowHalf)
            let right = interleave(evenBytes.highHalf, oddBytes.highHalf)
            let highWeights = PairSum.spread(high[pair])
            let lowWeights = PairSum.spread(low[pair])
            highSums.0 &+= PairSum.dot(left, highWeights)
            highSums.1 &+= PairSum.dot(right, highWeights)
            lowSums.0 &+= PairSum.dot(left, lowWeights)
            lowSums.1 &+= PairSum.dot(right, lowWeights)
        }
        let sums = SIMD8(
            lowHalf: PairSum.join(highSums.0, lowSums.0), highHalf: PairSum.join(highSums.1, lowSums.1))
        UnsafeMutableRawPointer(new).storeBytes(of: SIMD8<UInt8>(truncatingIfNeeded: sums), as: SIMD8<UInt8>.self)
    }

    @inline(__always)
    private static func interleave(_ even: SIMD4<Int16>, _ odd: SIMD4<Int16>) -> SIMD8<Int16> {
        SIMD8(even[0], odd[0], even[1], odd[1], even[2], odd[2], even[3], odd[3])
    }

    private static func blendByte(
        from old: UnsafePointer<UInt8>, rowBytes: Int, rowsLeft: Int, _ high: UnsafeBufferPointer<Int32>,
        _ low: UnsafeBufferPointer<Int32>
    ) -> UInt8 {
        var highSum = SIMD4<Int32>.zero
        var lowSum = SIMD4<Int32>.zero
        for pair in 0..<high.count {
            let even = Int16(old[2 * pair * rowBytes])
            let odd = 2 * pair + 1 < rowsLeft ? Int16(old[(2 * pair + 1) * rowBytes]) : 0
            let bytes = SIMD8<Int16>(even, odd, 0, 0, 0, 0, 0, 0)
            highSum &+= PairSum.dot(bytes, PairSum.spread(high[pair]))
            lowSum &+= PairSum.dot(bytes, PairSum.spread(low[pair]))
        }
        return UInt8(truncatingIfNeeded: PairSum.join(highSum, lowSum)[0])
    }
}
