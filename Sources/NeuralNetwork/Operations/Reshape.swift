/// The same elements in the same order under another shape.
package struct Reshape: Operation {
    package enum Target: Sendable, Hashable {
        /// The extents after the batch, at most one of them -1: what is left.
        case item([Int])
        /// All extents, the batch among them, at most one of them -1.
        case whole([Int])
    }

    package var target: Target

    package var name: String { "reshape" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard let batch = inputs[0].first else {
            throw ShapeMismatch(expected: "a value with a batch", found: inputs[0].text)
        }
        switch target {
        case .item(let extents):
            return [batch] + (try Self.fill(extents, from: Array(inputs[0].dropFirst())))
        case .whole(let extents): return try Self.fill(extents, from: inputs[0])
        }
    }

    private static func fill(_ extents: [Int], from source: Shape) throws(ShapeMismatch) -> Shape {
        guard extents.allSatisfy({ $0 > 0 || $0 == -1 }), extents.count(where: { $0 == -1 }) <= 1 else {
            throw ShapeMismatch(expected: "extents of at least 1, at most one of them -1", found: "\(extents)")
        }
        let known = extents.filter { $0 != -1 }.reduce(1, *)
        guard let count = source.elementCount else { return extents.map { $0 == -1 ? nil : $0 } }
        guard extents.contains(-1) ? count % known == 0 : count == known else {
            throw ShapeMismatch(expected: "extents that hold \(count) elements, those of \(source.text)", found: "\(extents)")
        }
        return extents.map { $0 == -1 ? count / known : $0 }
    }
}

extension Reshape {
    package func lower(into lowering: inout Lowering) throws {
        lowering.place(try lowering.rowMajor(lowering.input).relabelled(lowering.extents))
    }
}

extension Graph {
    /// The same elements under the shape `[batch] + extents`; one extent may be -1, for what is left.
    public mutating func reshape(_ x: Value, to extents: [Int]) throws(GraphError) -> Value {
        try add(Reshape(target: .item(extents)), [x])
    }

    /// The same elements under another shape whose batch is other too (time steps folded into the batch, say).
    public mutating func reshape(_ x: Value, toWhole extents: [Int]) throws(GraphError) -> Value {
        try add(Reshape(target: .whole(extents)), [x])
    }

    /// `[batch, elements of one item]`.
    public mutating func flatten(_ x: Value) throws(GraphError) -> Value { try reshape(x, to: [-1]) }
}
