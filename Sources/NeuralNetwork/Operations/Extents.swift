/// Extents of other values as numbers, known once a plan is compiled.
package struct Extents: Operation {
    package enum Entry: Sendable, Hashable {
        case number(Int)
        /// An extent of one of the inputs, times a factor.
        case extent(input: Int, axis: Int, factor: Int)
    }

    package var entries: [Entry]
    /// Whether it stands for one number, not for a list of one.
    package var isSingle: Bool

    package init(entries: [Entry], isSingle: Bool) { (self.entries, self.isSingle) = (entries, isSingle) }

    package var name: String { "extents" }

    package func shape(of inputs: [Shape]) -> Shape { [entries.count] }
}

extension Extents {
    package func lower(into lowering: inout Lowering) throws {
        let numbers = entries.map { entry -> Float in
            switch entry {
            case .number(let number): Float(number)
            case .extent(let input, let axis, let factor):
                Float(lowering.extents(lowering.node.inputs[input])[axis] * factor)
            }
        }
        let result = lowering.destination(try Layout(rowMajor: lowering.extents))
        let kernel = Kernel(name: "framerill:extents") { memory in
            for (index, number) in numbers.enumerated() { memory[0][index] = number }
        }
        lowering.emit(kernel, [result])
        lowering.place(result)
    }
}
