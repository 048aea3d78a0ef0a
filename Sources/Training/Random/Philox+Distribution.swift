import Glibc
public import NeuralNetwork

extension Philox {
    /// Random numbers as TensorFlow's operations draw them from here on, bit by bit where the C library is the same; the place in the
    /// stream doesn't change.
    public func tensor(shape: [Int], _ distribution: Distribution) -> Tensor {
        Tensor(shape: shape) { fill($0, distribution) }
    }

    /// Fills memory with the same numbers as a tensor of as many elements.
    public func fill(_ elements: UnsafeMutableBufferPointer<Float>, _ distribution: Distribution) {
        switch distribution.kind {
        case .uniform: fillUniform(elements)
        case .normal: fillNormal(elements)
        case .truncatedNormal: fillTruncatedNormal(elements)
        }
        let (factor, offset) = distribution.scaling
        for index in elements.indices { elements[index] = elements[index] * factor + offset }
    }

    private func fillUniform(_ elements: UnsafeMutableBufferPointer<Float>) {
        var stream = self
        fillByFours(elements) {
            let words = stream.next()
            return SIMD4(Self.unit(words.x), Self.unit(words.y), Self.unit(words.z), Self.unit(words.w))
        }
    }

    private func fillNormal(_ elements: UnsafeMutableBufferPointer<Float>) {
        var stream = self
        fillByFours(elements) {
            let words = stream.next()
            return SIMD4(lowHalf: Self.normalPair(words.x, words.y), highHalf: Self.normalPair(words.z, words.w))
        }
    }

    /// Each four numbers have a part of the stream to themselves, for nobody knows how often they have to be drawn.
    private func fillTruncatedNormal(_ elements: UnsafeMutableBufferPointer<Float>) {
        var start = self
        fillByFours(elements) {
            var stream = start
            start.skip(Self.countersPerElement)
            var (numbers, count) = (SIMD4<Float>.zero, 0)
            while true {
                let words = stream.next()
                let pairs = SIMD4(lowHalf: Self.normalPair(words.x, words.y), highHalf: Self.normalPair(words.z, words.w))
                for place in 0..<4 where pairs[place].magnitude < 2 {
                    numbers[count] = pairs[place]
                    count += 1
                    if count == 4 { return numbers }
                }
            }
        }
    }

    @inline(__always)
    private func fillByFours(_ elements: UnsafeMutableBufferPointer<Float>, _ draw: () -> SIMD4<Float>) {
        guard let start = UnsafeMutableRawPointer(elements.baseAddress) else { return }
        let whole = elements.count & ~3
        for place in stride(from: 0, to: whole, by: 4) {
            start.storeBytes(of: draw(), toByteOffset: place * 4, as: SIMD4<Float>.self)
        }
        guard whole < elements.count else { return }
        let numbers = draw()
        for place in whole..<elements.count { elements[place] = numbers[place - whole] }
    }

    /// How many counters TensorFlow reserves for an element that may have to be drawn several times.
    static let countersPerElement: UInt64 = 256

    /// From [0, 1): 23 bits as the fraction of a number from 1 to 2.
    private static func unit(_ word: UInt32) -> Float { Float(bitPattern: 127 << 23 | word & 0x7f_ffff) - 1 }

    /// Box and Muller's two normal numbers from two words; the angle is rounded from double precision, as in TensorFlow.
    private static func normalPair(_ first: UInt32, _ second: UInt32) -> SIMD2<Float> {
        let radius = (-2 * log(max(unit(first), 1e-7))).squareRoot()
        let angle = Float(2 * Double.pi * Double(unit(second)))
        return SIMD2(sin(angle) * radius, cos(angle) * radius)
    }
}
