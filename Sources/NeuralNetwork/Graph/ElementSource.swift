/// Where the elements of a tensor are read from whenever they are asked for: a weight that stays in its file until it is packed, and
/// is forgotten again, costs no memory beside its packed form.
package protocol ElementSource: Sendable {
    /// Writes some elements, of all in row-major order, to memory for just as many.
    func read(_ range: Range<Int>, into elements: UnsafeMutableBufferPointer<Float>) throws

    /// What tells the elements, as they are now, from all others that there ever were on this machine; nil where nothing does.
    var identity: String? { get }
}

extension ElementSource {
    package var identity: String? { nil }
}

/// The elements of a kernel, each filter multiplied by a factor of its own; in double precision, then rounded once.
struct ScaledFilters: ElementSource {
    let kernel: Tensor
    /// One for each filter.
    let factors: [Double]
    /// How many elements of one filter lie side by side.
    let run: Int

    func read(_ range: Range<Int>, into elements: UnsafeMutableBufferPointer<Float>) throws {
        try kernel.read(range, into: elements)
        guard let start = elements.baseAddress else { return }
        factors.withUnsafeBufferPointer { factors in
            guard run == 1 else {
                for index in range {
                    start[index - range.lowerBound] = Float(
                        Double(start[index - range.lowerBound]) * factors[index / run % factors.count])
                }
                return
            }
            var (filter, position) = (range.lowerBound % factors.count, 0)
            while position < range.count {
                let length = min(factors.count - filter, range.count - position)
                for step in 0..<length {
                    start[position + step] = Float(Double(start[position + step]) * factors[filter + step])
                }
                (filter, position) = (0, position + length)
            }
        }
    }
}
