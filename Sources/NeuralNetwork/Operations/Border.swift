/// Elements added before and after each axis.
package struct Pad: Operation {
    package var amounts: [BorderAmount]
    package var value: Float

    package var name: String { "padding" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard amounts.count == inputs[0].count, amounts.allSatisfy({ $0.before >= 0 && $0.after >= 0 }) else {
            throw ShapeMismatch(
                expected: "amounts of at least 0 for each of \(inputs[0].count) axes",
                found: "\(amounts.map { ($0.before, $0.after) })")
        }
        return zip(inputs[0], amounts).map { extent, amount in extent.map { $0 + amount.before + amount.after } }
    }
}

/// Elements taken away before and after each axis.
package struct Crop: Operation {
    package var amounts: [BorderAmount]

    package var name: String { "cropping" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard amounts.count == inputs[0].count, amounts.allSatisfy({ $0.before >= 0 && $0.after >= 0 }) else {
            throw ShapeMismatch(
                expected: "amounts of at least 0 for each of \(inputs[0].count) axes",
                found: "\(amounts.map { ($0.before, $0.after) })")
        }
        var result: Shape = []
        for (extent, amount) in zip(inputs[0], amounts) {
            let rest = extent.map { $0 - amount.before - amount.after }
            if let rest, rest <= 0 {
                throw ShapeMismatch(
                    expected: "something left of \(inputs[0].text)", found: "\(amount.before) + \(amount.after) cut off one axis")
            }
            result.append(rest)
        }
        return result
    }
}

extension Pad {
    package func lower(into lowering: inout Lowering) throws {
        let extents = lowering.extents
        var source = try lowering.operand(lowering.input)
        // Zeros may also stand in the unused channels of a block, another value may not; and a block can't be moved by half.
        let isSpatial = amounts.last == BorderAmount()
        if value != 0 || !isSpatial { source = try lowering.rowMajor(lowering.input) }
        let layout = try source.layout.alike(dimensions: Layout.engineOrder(extents))
        lowering.place(
            try lowering.surround(source, from: Layout.engineOrder(amounts.map(\.before)), in: layout, with: value))
    }
}

extension Crop {
    package func lower(into lowering: inout Lowering) throws {
        var source = try lowering.operand(lowering.input)
        if amounts.last != BorderAmount() { source = try lowering.rowMajor(lowering.input) }
        let offsets = Layout.engineOrder(amounts.map(\.before))
        lowering.place(
            try lowering.region(of: source, from: offsets, dimensions: Layout.engineOrder(lowering.extents)))
    }
}

extension Lowering {
    /// A copy of `source` in the middle of fresh memory that is `value` elsewhere.
    ///
    /// - Parameter offsets: where it begins along each dimension of `layout`.
    mutating func surround(
        _ source: Operand, from offsets: [Int], in layout: Layout, with value: Float = 0
    ) throws -> Operand {
        let result = destination(layout)
        let (count, threads) = (layout.bytes / 4, threads)
        let kernel = Kernel(name: "framerill:fill") { memory in
            let target = memory[0]
            let share = (count + threads - 1) / threads
            inParallel(threads: threads, parts: threads) { part in
                let start = min(part * share, count)
                (target + start).update(repeating: value, count: min(share, count - start))
            }
        }
        emit(kernel, [result])
        let inner = try layout.region(dimensions: source.layout.dimensions, offsets: offsets)
        try copy(source, into: Operand(buffer: result.buffer, layout: inner))
        return result
    }

    /// A copy of what lies within `source`, in a layout like its.
    mutating func region(of source: Operand, from offsets: [Int], dimensions: [Int]) throws -> Operand {
        let region = try source.layout.region(dimensions: dimensions, offsets: offsets)
        return try copy(
            Operand(buffer: source.buffer, layout: region), to: source.layout.alike(dimensions: dimensions))
    }
}

/// Elements before and after one axis.
public struct BorderAmount: Sendable, Hashable {
    public var before: Int
    public var after: Int

    public init(before: Int = 0, after: Int = 0) {
        (self.before, self.after) = (before, after)
    }
}

extension Graph {
    /// Surrounds `x` with `value`; one amount for each axis, the batch included.
    public mutating func pad(_ x: Value, amounts: [BorderAmount], value: Float = 0) throws(GraphError) -> Value {
        try add(Pad(amounts: amounts, value: value), [x])
    }

    /// Surrounds the images `[batch, height, width, channels]` with `value`.
    public mutating func pad(
        _ x: Value, top: Int, bottom: Int, left: Int, right: Int, value: Float = 0
    ) throws(GraphError) -> Value {
        try pad(
            x, amounts: [.init(), .init(before: top, after: bottom), .init(before: left, after: right), .init()], value: value)
    }

    /// Cuts off the ends of each axis; one amount for each axis, the batch included.
    public mutating func crop(_ x: Value, amounts: [BorderAmount]) throws(GraphError) -> Value {
        try add(Crop(amounts: amounts), [x])
    }

    /// Cuts off the border of images `[batch, height, width, channels]`.
    public mutating func crop(_ x: Value, top: Int, bottom: Int, left: Int, right: Int) throws(GraphError) -> Value {
        try crop(x, amounts: [.init(), .init(before: top, after: bottom), .init(before: left, after: right), .init()])
    }
}
