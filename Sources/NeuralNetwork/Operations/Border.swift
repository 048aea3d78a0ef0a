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
