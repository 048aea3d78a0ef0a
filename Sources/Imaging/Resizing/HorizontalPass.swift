extension PixelBuffer {
    /// Every row resized to `width`, its sums rounded to 8 bits.
    func resizedHorizontally(to width: Int, _ taps: FilterTaps) -> PixelBuffer {
        let oldRowBytes = size.width * Self.channels
        let newRowBytes = width * Self.channels
        // Two rows at a time, as loading the weights costs as much as using them.
        let first = UnsafeMutablePointer<SIMD8<Int16>>.allocate(capacity: size.width)
        let second = UnsafeMutablePointer<SIMD8<Int16>>.allocate(capacity: size.width)
        defer {
            first.deallocate()
            second.deallocate()
        }
        return withPixels { old in
            PixelBuffer(size: PixelSize(width: width, height: size.height)) { new in
                for y in stride(from: 0, to: size.height, by: 2) {
                    let next = min(y + 1, size.height - 1)
                    Self.pairNeighbours(of: old.baseAddress! + y * oldRowBytes, count: size.width, into: first)
                    Self.pairNeighbours(of: old.baseAddress! + next * oldRowBytes, count: size.width, into: second)
                    Self.resizeRows(
                        first, second, into: new.baseAddress! + y * newRowBytes, new.baseAddress! + next * newRowBytes, taps)
                }
            }
        }
    }

    /// For each pixel of a row the pixel and its right neighbour: (red, red', green, green', blue, blue', unused, unused'). Reads up to
    /// two pixels behind the row, whose values meet weights of 0: see ``PixelStorage/readablePadding``.
    private static func pairNeighbours(
        of row: UnsafePointer<UInt8>, count: Int, into pairs: UnsafeMutablePointer<SIMD8<Int16>>
    ) {
        var source = UnsafeRawPointer(row)
        var left = PairSum.load(source)
        for x in 0..<count {
            source += channels
            let right = PairSum.load(source)
            pairs[x] = PairSum.interleave(left, right)
            left = right
        }
    }

    private static func resizeRows(
        _ first: UnsafePointer<SIMD8<Int16>>, _ second: UnsafePointer<SIMD8<Int16>>,
        into firstNew: UnsafeMutablePointer<UInt8>, _ secondNew: UnsafeMutablePointer<UInt8>, _ taps: FilterTaps
    ) {
        var target = 0
        taps.forEachPlace { start, weights in
            var firstHigh = SIMD4<Int32>.zero
            var firstLow = SIMD4<Int32>.zero
            var secondHigh = SIMD4<Int32>.zero
            var secondLow = SIMD4<Int32>.zero
            for pair in 0..<weights.count {
                let high = PairSum.spread(weights[pair].high)
                let low = PairSum.spread(weights[pair].low)
                let ofFirst = first[start &+ 2 &* pair]
                let ofSecond = second[start &+ 2 &* pair]
                firstHigh &+= PairSum.dot(ofFirst, high)
                firstLow &+= PairSum.dot(ofFirst, low)
                secondHigh &+= PairSum.dot(ofSecond, high)
                secondLow &+= PairSum.dot(ofSecond, low)
            }
            store(PairSum.join(firstHigh, firstLow), at: firstNew + target)
            store(PairSum.join(secondHigh, secondLow), at: secondNew + target)
            target &+= channels
        }
    }

    @inline(__always)
    private static func store(_ color: SIMD4<Int32>, at target: UnsafeMutablePointer<UInt8>) {
        target[0] = UInt8(truncatingIfNeeded: color[0])
        target[1] = UInt8(truncatingIfNeeded: color[1])
        target[2] = UInt8(truncatingIfNeeded: color[2])
    }
}
