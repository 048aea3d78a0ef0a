/// Two values joined element by element.
package struct Elementwise: Fusable {
    package var kind: ElementwiseKind
    package var followups: [Followup] = []

    package var name: String { kind.rawValue }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { try broadcast(inputs[0], inputs[1]) }
}

extension Elementwise {
    package func lower(into lowering: inout Lowering) throws {
        let extents = lowering.extents
        var (left, right) = (lowering.node.inputs[0], lowering.node.inputs[1])
        let count = extents.reduce(1, *)
        func isWhole(_ value: Graph.Value) -> Bool { lowering.extents(value).reduce(1, *) == count }
        // oneDNN broadcasts the second operand; and a constant follows the layout of the other.
        if kind.isCommutative, !isWhole(left) || (lowering.constant(left) != nil && isWhole(right)) {
            (left, right) = (right, left)
        }
        guard isWhole(left) else { return try lowerToKernel(left, right, into: &lowering) }
        let whole = try expanded(left, in: &lowering)
        do {
            try lower(whole, right, into: &lowering)
        } catch let failure as EngineFailure where failure.isUnimplemented {
            try lowerToKernel(left, right, into: &lowering)
        }
    }

    private func lower(_ whole: Operand, _ right: Graph.Value, into lowering: inout Lowering) throws {
        if try lowerChannelFactors(whole, right, into: &lowering) { return }
        let view = try Layout(rowMajor: Self.extents(lowering.extents(right), rank: lowering.extents.count))
        let layout = try whole.layout.alike(dimensions: view.dimensions)
        let isEqualShape = lowering.extents(right) == lowering.extents
        let choice = try lowering.describe(followups) {
            try .binary(kind, whole.layout, layout, destination: whole.layout, Attributes($0))
        }
        let other =
            isEqualShape ? try lowering.operand(right, as: layout) : try lowering.operand(right, viewedAs: view, as: layout)
        // Element by element the operands may be one memory; where the second is repeated they may not.
        let result =
            isEqualShape || !lowering.sharesMemory(whole, other)
            ? lowering.destination(over: whole) : lowering.destination(whole.layout)
        try lowering.emit(choice.description, [(.source, whole), (.secondSource, other), (.destination, result)])
        try lowering.place(result, after: followups.dropFirst(choice.accepted))
    }

    /// Whether each channel is multiplied by a number of its own, in a way that is faster than oneDNN's.
    private func lowerChannelFactors(_ whole: Operand, _ right: Graph.Value, into lowering: inout Lowering) throws -> Bool {
        let factors = lowering.extents(right)
        guard kind == .multiply, followups.isEmpty, factors.last == lowering.extents.last,
            factors.dropLast().allSatisfy({ $0 == 1 }),
            let scaling = try BandedDepthwise(
                multiplying: whole.layout.dimensions, present: whole.layout, threads: lowering.threads,
                lanes: lowering.options.preferredLanes)
        else { return false }
        let operands = [whole, try lowering.rowMajor(right)]
        let result =
            lowering.sharesMemory(operands[0], operands[1])
            ? lowering.destination(scaling.destination) : lowering.destination(over: whole)
        lowering.emit(scaling.kernel(hasBias: false), operands + [result])
        lowering.place(result)
        return true
    }

    /// A value that has all elements of the result, with the result's rank.
    private func expanded(_ value: Graph.Value, in lowering: inout Lowering) throws -> Operand {
        if lowering.extents(value) == lowering.extents { return try lowering.operand(value) }
        return try lowering.rowMajor(value).relabelled(lowering.extents)
    }

    private static func extents(_ extents: [Int], rank: Int) -> [Int] {
        [Int](repeating: 1, count: rank - extents.count) + extents
    }

    /// Any broadcasting, one element after another.
    private func lowerToKernel(_ left: Graph.Value, _ right: Graph.Value, into lowering: inout Lowering) throws {
        let extents = lowering.extents
        let operands = [try lowering.rowMajor(left), try lowering.rowMajor(right)]
        let walk = BroadcastWalk(extents, operands: [left, right].map { lowering.extents($0) })
        let result = lowering.destination(try Layout(rowMajor: extents))
        let (function, steps) = (kind.function, walk.steps)
        let kernel = Kernel(name: "framerill:broadcast") { memory in
            walk.forEachLine { place, count, places in
                for index in 0..<count {
                    memory[2][place + index] = function(
                        memory[0][places[0] + index * steps[0]], memory[1][places[1] + index * steps[1]])
                }
            }
        }
        lowering.emit(kernel, operands + [result])
        try lowering.place(result, after: followups)
    }
}

/// How two elements become one.
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

    /// The sum of two or more values, as the following functions with NumPy's broadcasting.
    public mutating func add(_ values: [Value]) throws(GraphError) -> Value { try elementwise(.add, values) }

    /// `left − right`.
    public mutating func subtract(_ left: Value, _ right: Value) throws(GraphError) -> Value {
        try elementwise(.subtract, left, right)
    }

    /// The product, element by element.
    public mutating func multiply(_ values: [Value]) throws(GraphError) -> Value { try elementwise(.multiply, values) }

    /// The largest, element by element.
    public mutating func maximum(_ values: [Value]) throws(GraphError) -> Value { try elementwise(.maximum, values) }

    /// The smallest, element by element.
    public mutating func minimum(_ values: [Value]) throws(GraphError) -> Value { try elementwise(.minimum, values) }

    /// The mean of the values, element by element.
    public mutating func average(_ values: [Value]) throws(GraphError) -> Value {
        try scale(elementwise(.add, values), by: 1 / Float(values.count))
    }
}
