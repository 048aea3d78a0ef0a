/// Products of pixels with split weights, summed in whole vectors.
enum PairSum {
    /// `a[0] * b[0] + a[1] * b[1]` and so on: one `pmaddwd` of x86.
    @inline(__always)
    static func dot(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>) -> SIMD4<Int32> {
        let products = SIMD8<Int32>(truncatingIfNeeded: a) &* SIMD8<Int32>(truncatingIfNeeded: b)
        return products.evenHalf &+ products.oddHalf
    }

    /// Four bytes as numbers.
    @inline(__always)
    static func load(_ source: UnsafeRawPointer) -> SIMD4<Int16> {
        // As one word: loading a SIMD4<UInt8> becomes four loads and as many shuffles.
        SIMD4<Int16>(truncatingIfNeeded: unsafeBitCast(source.loadUnaligned(as: UInt32.self), to: SIMD4<UInt8>.self))
    }

    @inline(__always)
    static func interleave(_ even: SIMD4<Int16>, _ odd: SIMD4<Int16>) -> SIMD8<Int16> {
        SIMD8(even[0], odd[0], even[1], odd[1], even[2], odd[2], even[3], odd[3])
    }

    /// The two weights of a pair, four times over.
    @inline(__always)
    static func spread(_ pair: Int32) -> SIMD8<Int16> {
        unsafeBitCast(SIMD4<Int32>(repeating: pair), to: SIMD8<Int16>.self)
    }

    /// Joins the sums over high and low halves and drops the fraction. Wrapping: the parts may overflow, the whole does not.
    @inline(__always)
    static func join(_ high: SIMD4<Int32>, _ low: SIMD4<Int32>) -> SIMD4<Int32> {
        let sum = high &<< Int32(FilterTaps.lowBits) &+ low &+ FilterTaps.half
        return (sum &>> Int32(FilterTaps.fractionBits)).clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255))
    }
}
