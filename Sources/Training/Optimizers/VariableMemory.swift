/// The memory of a variable in training, or of a part of one: each place of it holds the same elements.
///
/// Unchecked, for it only points: who gives parts to several threads gives each other parts.
public struct VariableMemory: @unchecked Sendable {
    public let values: UnsafeMutableBufferPointer<Float>
    /// Clipped already.
    public let gradient: UnsafeBufferPointer<Float>
    public let slots: [UnsafeMutableBufferPointer<Float>]

    public init(
        values: UnsafeMutableBufferPointer<Float>, gradient: UnsafeBufferPointer<Float>,
        slots: [UnsafeMutableBufferPointer<Float>]
    ) {
        precondition(
            values.count == gradient.count && slots.allSatisfy { $0.count == values.count },
            "\(values.count) elements, \(gradient.count) of the gradient and \(slots.map(\.count)) of the slots")
        (self.values, self.gradient, self.slots) = (values, gradient, slots)
    }

    public var count: Int { values.count }

    /// The elements `range` of all.
    public func part(_ range: Range<Int>) -> VariableMemory {
        VariableMemory(
            values: UnsafeMutableBufferPointer(rebasing: values[range]), gradient: UnsafeBufferPointer(rebasing: gradient[range]),
            slots: slots.map { UnsafeMutableBufferPointer(rebasing: $0[range]) })
    }

    /// The same without the first `count` slots.
    func droppingSlots(_ count: Int) -> VariableMemory {
        count == 0 ? self : VariableMemory(values: values, gradient: gradient, slots: Array(slots.dropFirst(count)))
    }
}

extension UnsafeBufferPointer<Float> {
    /// The sum of the squares of all elements: in single precision by blocks, in double precision over the blocks.
    public var sumOfSquares: Double {
        guard let start = UnsafeRawPointer(baseAddress) else { return 0 }
        var (total, place) = (0.0, 0)
        while place + 8 <= count {
            var sums = SIMD8<Float>.zero
            let end = Swift.min(place + 1024, count & ~7)
            while place < end {
                let values = start.loadUnaligned(fromByteOffset: place * 4, as: SIMD8<Float>.self)
                sums += values * values
                place += 8
            }
            total += Double(sums.sum())
        }
        while place < count {
            total += Double(self[place] * self[place])
            place += 1
        }
        return total
    }
}
