import Glibc

extension Philox {
    /// Numbers of gamma distributions with these shapes and a rate of 1, as TensorFlow's `stateless_gamma` draws them from here on.
    ///
    /// Source: G. Marsaglia and W. Tsang, *A Simple Method for Generating Gamma Variables*, 2000.
    public func gammas(_ shapes: [Float]) -> [Float] {
        var start = self
        return shapes.map { shape in
            let stream = start
            start.skip(Self.countersPerElement)
            return max(Float(GammaDraw(stream).number(Double(shape))), .leastNormalMagnitude)
        }
    }
}

/// One number of a gamma distribution. Normal and uniform numbers come in pairs, the second one first.
private struct GammaDraw {
    private var stream: Philox
    private var normals: [Double] = []
    private var uniforms: [Double] = []

    init(_ stream: Philox) { self.stream = stream }

    func number(_ shape: Double) -> Double {
        var draw = self
        return draw.next(shape)
    }

    private mutating func next(_ shape: Double) -> Double {
        if shape == 1 { return -log1p(-uniform()) }
        let isBelowOne = shape < 1
        let d = shape + (isBelowOne ? 2.0 / 3 : -1.0 / 3)
        let c = 1.0 / 3 / d.squareRoot()
        while true {
            let x = normal()
            var v = 1 + c * x
            guard v > 0 else { continue }
            v = v * v * v
            let u = uniform()
            guard u < 1 - 0.0331 * (x * x) * (x * x) || log(u) < 0.5 * x * x + d * (1 - v + log(v)) else { continue }
            return isBelowOne ? d * v * pow(uniform(), 1 / shape) : d * v
        }
    }

    private mutating func uniform() -> Double {
        if uniforms.isEmpty {
            let words = stream.next()
            uniforms = [Self.unit(words.x, words.y), Self.unit(words.z, words.w)]
        }
        return uniforms.removeLast()
    }

    private mutating func normal() -> Double {
        if normals.isEmpty {
            let words = stream.next()
            let radius = (-2 * log(max(Self.unit(words.x, words.y), 1e-7))).squareRoot()
            let angle = 2 * Double.pi * Self.unit(words.z, words.w)
            normals = [sin(angle) * radius, cos(angle) * radius]
        }
        return normals.removeLast()
    }

    /// From [0, 1): 52 bits as the fraction of a number from 1 to 2.
    private static func unit(_ high: UInt32, _ low: UInt32) -> Double {
        Double(bitPattern: 1023 << 52 | UInt64(high & 0xf_ffff) << 32 | UInt64(low)) - 1
    }
}
