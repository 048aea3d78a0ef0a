/// A hash of each element's decimal text, as TensorFlow hashes whole numbers.
package struct TextHash: Operation {
    package var bins: Int
    /// The key of SipHash; nil for FarmHash's fingerprint.
    package var key: [UInt64]?

    package var name: String { "hash" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard bins > 0 else { throw ShapeMismatch(expected: "at least one bin", found: "\(bins)") }
        return inputs[0]
    }

    /// The bin of a number; fractions are cut off, as by a cast to an integer.
    package func bin(of number: Float) -> Int {
        let whole = number.rounded(.towardZero)
        let text = Array(String(Int64(exactly: whole) ?? (whole < 0 ? .min : .max)).utf8)
        let hash = key.map { SipHash.hash(text, key: ($0[0], $0[1])) } ?? FarmHash.fingerprint(text)
        return Int(hash % UInt64(bins))
    }
}

extension TextHash {
    package func lower(into lowering: inout Lowering) throws {
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(over: source)
        let (count, hash) = (lowering.extents.reduce(1, *), self)
        let kernel = Kernel(name: "framerill:hash") { memory in
            for index in 0..<count { memory[1][index] = Float(hash.bin(of: memory[0][index])) }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}

extension Graph {
    /// For each whole number the bin, from 0 to before `bins`, that its decimal text hashes to.
    ///
    /// - Parameter key: that of SipHash-2-4; nil for FarmHash's Fingerprint64.
    public mutating func hashedText(_ x: Value, bins: Int, key: (UInt64, UInt64)? = nil) throws(GraphError) -> Value {
        try add(TextHash(bins: bins, key: key.map { [$0.0, $0.1] }), [x])
    }
}

/// FarmHash's Fingerprint64 of up to 32 bytes, which is more than a decimal number of 64 bits has.
private enum FarmHash {
    private static let (k0, k1, k2): (UInt64, UInt64, UInt64) = (
        0xc3a5_c85c_97cb_3127, 0xb492_b66f_be98_f273, 0x9ae1_6a3b_2f90_404f
    )

    static func fingerprint(_ bytes: [UInt8]) -> UInt64 {
        let count = bytes.count
        precondition(count <= 32, "a decimal number has \(count) characters")
        let length = UInt64(count)
        switch count {
        case 17...32:
            let mul = k2 &+ length &* 2
            let (a, b) = (fetch64(bytes, 0) &* k1, fetch64(bytes, 8))
            let (c, d) = (fetch64(bytes, count - 8) &* mul, fetch64(bytes, count - 16) &* k2)
            return mix(
                rotated(a &+ b, 43) &+ rotated(c, 30) &+ d, a &+ rotated(b &+ k2, 18) &+ c, mul)
        case 8...16:
            let mul = k2 &+ length &* 2
            let (a, b) = (fetch64(bytes, 0) &+ k2, fetch64(bytes, count - 8))
            return mix(rotated(b, 37) &* mul &+ a, (rotated(a, 25) &+ b) &* mul, mul)
        case 4...7:
            let mul = k2 &+ length &* 2
            return mix(length &+ fetch32(bytes, 0) << 3, fetch32(bytes, count - 4), mul)
        case 1...3:
            let (a, b, c) = (UInt32(bytes[0]), UInt32(bytes[count / 2]), UInt32(bytes[count - 1]))
            let (y, z) = (a &+ b << 8, UInt32(count) &+ c << 2)
            let product = UInt64(y) &* k2 ^ UInt64(z) &* k0
            return (product ^ product >> 47) &* k2
        default: return k2
        }
    }

    private static func mix(_ u: UInt64, _ v: UInt64, _ mul: UInt64) -> UInt64 {
        var a = (u ^ v) &* mul
        a ^= a >> 47
        var b = (v ^ a) &* mul
        b ^= b >> 47
        return b &* mul
    }

    private static func rotated(_ value: UInt64, _ shift: UInt64) -> UInt64 { value >> shift | value << (64 - shift) }

    private static func fetch64(_ bytes: [UInt8], _ place: Int) -> UInt64 {
        (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
    }

    private static func fetch32(_ bytes: [UInt8], _ place: Int) -> UInt64 {
        (0..<4).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
    }
}

/// SipHash-2-4 (Aumasson and Bernstein 2012).
private enum SipHash {
    static func hash(_ bytes: [UInt8], key: (UInt64, UInt64)) -> UInt64 {
        var v: [UInt64] = [
            key.0 ^ 0x736f_6d65_7073_6575, key.1 ^ 0x646f_7261_6e64_6f6d, key.0 ^ 0x6c79_6765_6e65_7261,
            key.1 ^ 0x7465_6462_7974_6573,
        ]
        let padded = bytes + Array(repeating: 0, count: 7 - bytes.count % 8) + [UInt8(truncatingIfNeeded: bytes.count)]
        for start in stride(from: 0, to: padded.count, by: 8) {
            let word = (0..<8).reduce(UInt64(0)) { $0 | UInt64(padded[start + $1]) << UInt64(8 * $1) }
            v[3] ^= word
            for _ in 0..<2 { round(&v) }
            v[0] ^= word
        }
        v[2] ^= 0xff
        for _ in 0..<4 { round(&v) }
        return v[0] ^ v[1] ^ v[2] ^ v[3]
    }

    private static func round(_ v: inout [UInt64]) {
        func rotated(_ value: UInt64, _ shift: UInt64) -> UInt64 { value << shift | value >> (64 - shift) }
        v[0] &+= v[1]
        v[1] = rotated(v[1], 13) ^ v[0]
        v[0] = rotated(v[0], 32)
        v[2] &+= v[3]
        v[3] = rotated(v[3], 16) ^ v[2]
        v[0] &+= v[3]
        v[3] = rotated(v[3], 21) ^ v[0]
        v[2] &+= v[1]
        v[1] = rotated(v[1], 17) ^ v[2]
        v[2] = rotated(v[2], 32)
    }
}
