/// One line of a row-major tensor along an axis: its first element, and how far apart its elements are.
struct AxisLine {
    let source: UnsafeMutablePointer<Float>
    /// May be `source`.
    let target: UnsafeMutablePointer<Float>
    let length: Int
    let step: Int
}

extension Lowering {
    /// Computes an operation of one input that keeps its shape, line by line along an axis.
    ///
    /// - Parameter inPlace: Whether `body` has read all of a line that it still needs when it writes, so that both may be one.
    mutating func emitLines(
        _ name: String, along axis: Int, inPlace: Bool, _ body: @escaping @Sendable (AxisLine) -> Void
    ) throws {
        let extents = extents
        let axis = try resolvedAxis(axis, rank: extents.count)
        let (length, step) = (extents[axis], extents[(axis + 1)...].reduce(1, *))
        let blocks = extents[..<axis].reduce(1, *)
        let source = try rowMajor(input)
        let result = inPlace ? destination(over: source) : destination(source.layout)
        let kernel = Kernel(name: name) { memory in
            for block in 0..<blocks {
                for column in 0..<step {
                    let place = block * length * step + column
                    body(AxisLine(source: memory[0] + place, target: memory[1] + place, length: length, step: step))
                }
            }
        }
        emit(kernel, [source, result])
        place(result)
    }
}
