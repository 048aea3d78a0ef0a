extension Lowering {
    /// The format in which the value being computed is wanted.
    var wantedFormat: NumberFormat { formats[current.index] }

    /// The format in which the current operation takes its image, if it is a convolution of fewer bits.
    var inputFormat: NumberFormat? { graph.inputFormat(of: node, options.precision) }

    /// A value in a layout and a format, converted if it isn't there yet.
    mutating func operand(_ value: Graph.Value, as layout: Layout, in format: NumberFormat) throws -> Operand {
        if format == .float32 { return try operand(value, as: layout) }
        let alike = places(of: value).filter { $0.format == format }
        if let present = alike.first(where: { $0.layout.isSame(as: layout) }) {
            return Operand(buffer: present.buffer, layout: layout, format: format)
        }
        let converted = try convert(try alike.first ?? operand(value), to: layout, in: format)
        note(converted, for: value)
        return converted
    }

    /// A value as its reader, who passes numbers on, may take it: in the format that his result is wanted in, if it lies so already,
    /// and as float32 otherwise.
    mutating func passedOperand(_ value: Graph.Value) throws -> Operand {
        try places(of: value).first { $0.format == wantedFormat } ?? operand(value)
    }

    /// The same for several values, which all have the same format then.
    mutating func passedOperands(_ values: [Graph.Value]) throws -> [Operand] {
        let present = values.map { value in places(of: value).first { $0.format == wantedFormat } }
        return present.contains { $0 == nil } ? try values.map { try operand($0) } : present.map { $0! }
    }

    /// The same numbers in fresh memory of another layout and format.
    mutating func convert(_ source: Operand, to layout: Layout, in format: NumberFormat) throws -> Operand {
        var result = destination(layout)
        result.format = format
        let scales = ArgumentScales(source: source.format.scale, destination: format.scale)
        let reorder = try PrimitiveDescription.reorder(from: source.layout, to: layout, Attributes(scales: scales))
        try emit(reorder, [(.source, source), (.destination, result)] + scaleArguments(scales))
        return result
    }

    /// What an execution is told of scales besides.
    mutating func scaleArguments(_ scales: ArgumentScales) throws -> [(argument: Argument, operand: Operand)] {
        try scales.arguments.map { argument, values in
            let tensor = Tensor(shape: [values.count], values: values)
            let layout = try Layout(rowMajor: tensor.shape)
            return (.scales(of: argument), try pack(tensor, viewedAs: layout, as: layout))
        }
    }
}
