/// One axis divided into a given number of windows of nearly equal length, each of which gives one element.
///
/// Window `i` of `n` along an axis of `length` reaches from `⌊i · length / n⌋` to before `⌈(i + 1) · length / n⌉`; neighbours may share an
/// element (PyTorch's rule, which Keras follows).
package struct AdaptivePooling: Operation {
    package var kind: PoolingKind
    package var axis: Int
    package var count: Int

    package var name: String { "adaptive pooling" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let axis = try resolvedAxis(axis, rank: inputs[0].count)
        guard count > 0 else { throw ShapeMismatch(expected: "at least one window", found: "\(count)") }
        var shape = inputs[0]
        shape[axis] = count
        return shape
    }
}

extension AdaptivePooling {
    static func window(_ index: Int, of count: Int, length: Int) -> Range<Int> {
        (index * length / count)..<(((index + 1) * length + count - 1) / count)
    }

    package func lower(into lowering: inout Lowering) throws {
        let extents = lowering.extents(lowering.input)
        let axis = try resolvedAxis(axis, rank: extents.count)
        let (outer, inner) = (extents[..<axis].reduce(1, *), extents[(axis + 1)...].reduce(1, *))
        let (length, count, takesMaximum) = (extents[axis], count, kind == .maximum)
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(try Layout(rowMajor: lowering.extents))
        let kernel = Kernel(name: "framerill:adaptive") { memory in
            var target = memory[1]
            for block in 0..<outer {
                for window in 0..<count {
                    let range = Self.window(window, of: count, length: length)
                    let (start, end) = (range.lowerBound, range.upperBound)
                    let factor = takesMaximum ? 1 : 1 / Float(end - start)
                    for column in 0..<inner {
                        let first = memory[0] + (block * length + start) * inner + column
                        var value = first[0]
                        for step in 1..<max(end - start, 1) {
                            let next = first[step * inner]
                            value = takesMaximum ? max(value, next) : value + next
                        }
                        target[column] = value * factor
                    }
                    target += inner
                }
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}

extension Graph {
    /// Brings `axis` to `count` elements, the means or the greatest of windows of nearly equal length.
    public mutating func adaptivePooling(_ x: Value, _ kind: PoolingKind, axis: Int, count: Int) throws(GraphError) -> Value {
        try add(AdaptivePooling(kind: kind, axis: axis, count: count), [x])
    }
}
