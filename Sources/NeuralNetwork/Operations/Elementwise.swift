/// Two values joined element by element.
package struct Elementwise: Fusable {
    package var kind: ElementwiseKind
    package var followups: [Followup] = []

    package var name: String { kind.rawValue }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { try broadcast(inputs[0], inputs[1]) }
}

public enum ElementwiseKind: String, Sendable, Hashable {
    case add, subtract, multiply, divide, maximum, minimum

    var isCommutative: Bool { self != .subtract && self != .divide }

    var function: @Sendable (Float, Float) -> Float {
        switch self {
        case .add: { $0 + $1 }
        case .subtract: { $0 - $1 }
        case .multiply: { $0 * $1 }
        case .divide: { $0 / $1 }
        case .maximum: { max($0, $1) }
        case .minimum: { min($0, $1) }
        }
    }
}

/// The shape of two values joined by NumPy's rule: axes are matched from the last, and an extent of 1 is repeated.
package func broadcast(_ left: Shape, _ right: Shape) throws(ShapeMismatch) -> Shape {
    let rank = max(left.count, right.count)
    var result: Shape = []
    for axis in 0..<rank {
        let l = axis < rank - left.count ? 1 : left[axis - (rank - left.count)]
        let r = axis < rank - right.count ? 1 : right[axis - (rank - right.count)]
        switch (l, r) {
        case (1, let other), (let other, 1): result.append(other)
        // An unknown extent next to a known one must turn out equal to it.
        case (nil, let known), (let known, nil): result.append(known)
        case (let l, let r) where l == r: result.append(l)
        default: throw ShapeMismatch(expected: "shapes that broadcast", found: "\(left.text) and \(right.text)")
        }
    }
    return result
}

extension Graph {
    /// Joins two values element by element, with NumPy's broadcasting.
    public mutating func elementwise(_ kind: ElementwiseKind, _ left: Value, _ right: Value) throws(GraphError) -> Value {
        try add(Elementwise(kind: kind), [left, right])
    }

    /// Joins two or more values from left to right.
    public mutating func elementwise(_ kind: ElementwiseKind, _ values: [Value]) throws(GraphError) -> Value {
        guard var result = values.first, values.count > 1 else {
            throw .mismatch(
                site: Site(operation: kind.rawValue, origin: origin).description, expected: "at least two values",
                found: "\(values.count)")
        }
        for value in values.dropFirst() { result = try elementwise(kind, result, value) }
        return result
    }

    public mutating func add(_ values: [Value]) throws(GraphError) -> Value { try elementwise(.add, values) }

    public mutating func subtract(_ left: Value, _ right: Value) throws(GraphError) -> Value {
        try elementwise(.subtract, left, right)
    }

    public mutating func multiply(_ values: [Value]) throws(GraphError) -> Value { try elementwise(.multiply, values) }

    public mutating func maximum(_ values: [Value]) throws(GraphError) -> Value { try elementwise(.maximum, values) }

    public mutating func minimum(_ values: [Value]) throws(GraphError) -> Value { try elementwise(.minimum, values) }

    /// The mean of the values, element by element.
    public mutating func average(_ values: [Value]) throws(GraphError) -> Value {
        try scale(elementwise(.add, values), by: 1 / Float(values.count))
    }
}
