/// Values side by side along one axis.
package struct Concatenation: NumberPassing {
    package var axis: Int

    var passesNumbersOn: Bool { true }

    package var name: String { "concatenation" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let axis = try resolvedAxis(axis, rank: inputs[0].count)
        var result = inputs[0]
        for other in inputs.dropFirst() {
            guard other.count == result.count else {
                throw ShapeMismatch(expected: "values of \(result.count) axes", found: other.text)
            }
            for position in result.indices {
                switch (result[position], other[position]) {
                case (let l, let r) where position == axis: result[position] = l.flatMap { l in r.map { l + $0 } }
                case (nil, let known): result[position] = known
                case (_, nil): break
                case (let l, let r) where l == r: break
                default:
                    throw ShapeMismatch(
                        expected: "equal extents except along axis \(axis)", found: inputs.map(\.text).joined(separator: " and "))
                }
            }
        }
        return result
    }
}

extension Concatenation {
    package func lower(into lowering: inout Lowering) throws {
        let values = lowering.node.inputs
        let sources = try lowering.passedOperands(values)
        if try embed(sources, into: &lowering) { return }
        let rank = lowering.extents.count
        let axis = Layout.engineAxis(try resolvedAxis(axis, rank: rank), rank: rank)
        let open = try Layout(open: Layout.engineOrder(lowering.extents), of: sources[0].format.elementType)
        let row = try Layout(rowMajor: lowering.extents)
        // As they lie, if blocks aren't cut by the seams; else row by row.
        let isWhole = sources.allSatisfy { $0.layout.paddedDimensions == $0.layout.dimensions }
        let isEqual = sources.allSatisfy { source in
            (try? sources[0].layout.alike(dimensions: source.layout.dimensions).isSame(as: source.layout)) ?? false
        }
        if isWhole, isEqual,
            let description = try? PrimitiveDescription.concatenation(of: sources.map(\.layout), axis: axis, destination: open)
        {
            return try emit(description, sources, into: &lowering)
        }
        let plain = try values.map { try lowering.rowMajor($0) }
        try emit(.concatenation(of: plain.map(\.layout), axis: axis, destination: row), plain, into: &lowering)
    }

    private func emit(_ description: PrimitiveDescription, _ sources: [Operand], into lowering: inout Lowering) throws {
        var result = lowering.destination(description.destination)
        result.format = sources[0].format
        let arguments = sources.enumerated().map { (argument: Argument.multipleSource($0), operand: $1) }
        try lowering.emit(description, arguments + [(.destination, result)])
        lowering.place(result)
    }

    /// Lets the sources lie where their part of the result is, so that nothing has to be moved: possible where the parts
    /// follow each other in memory and each source's memory is its own.
    private func embed(_ sources: [Operand], into lowering: inout Lowering) throws -> Bool {
        let rank = lowering.extents.count
        let axis = Layout.engineAxis(try resolvedAxis(axis, rank: rank), rank: rank)
        let whole = try sources[0].layout.alike(dimensions: Layout.engineOrder(lowering.extents))
        guard whole.isDense else { return false }
        var (position, starts) = (0, [Int]())
        for (index, source) in sources.enumerated() {
            guard lowering.isMovable(source), source.layout.isDense,
                try sources[0].layout.alike(dimensions: source.layout.dimensions).isSame(as: source.layout),
                !sources[..<index].contains(where: { lowering.sharesMemory($0, source) }),
                let start = try whole.start(ofPart: source.layout, at: position, along: axis)
            else { return false }
            starts.append(start)
            position += source.layout.dimensions[axis]
        }
        var result = lowering.destination(whole)
        result.format = sources[0].format
        for (source, start) in zip(sources, starts) { lowering.embed(source, in: result, at: start) }
        lowering.place(result)
        return true
    }
}

extension Graph {
    /// Puts values side by side along `axis`; all other extents must be equal.
    public mutating func concatenate(_ values: [Value], axis: Int = -1) throws(GraphError) -> Value {
        guard let first = values.first else {
            throw .mismatch(
                site: Site(operation: "concatenation", origin: origin).description, expected: "at least one value", found: "none")
        }
        return values.count == 1 ? first : try add(Concatenation(axis: axis), values)
    }
}
