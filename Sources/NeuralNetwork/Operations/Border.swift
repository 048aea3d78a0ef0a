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
        let result = lowering.destination(try source.layout.alike(dimensions: Layout.engineOrder(extents)))
        let (count, value) = (result.layout.bytes / 4, value)
        lowering.emit(Kernel(name: "framerill:fill") { $0[0].update(repeating: value, count: count) }, [result])
        let inner = try result.layout.region(
            dimensions: source.layout.dimensions, offsets: Layout.engineOrder(amounts.map(\.before)))
        try lowering.copy(source, into: Operand(buffer: result.buffer, layout: inner))
        lowering.place(result)
    }
}

extension Crop {
    package func lower(into lowering: inout Lowering) throws {
        var source = try lowering.operand(lowering.input)
        if amounts.last != BorderAmount() { source = try lowering.rowMajor(lowering.input) }
        let result = try source.layout.alike(dimensions: Layout.engineOrder(lowering.extents))
        let region = try source.layout.region(dimensions: result.dimensions, offsets: Layout.engineOrder(amounts.map(\.before)))
        lowering.place(try lowering.copy(Operand(buffer: source.buffer, layout: region), to: result))
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
