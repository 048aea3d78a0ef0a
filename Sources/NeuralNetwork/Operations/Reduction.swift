/// A sum, mean, maximum, minimum or product along axes.
package struct Reduction: Operation {
    package var kind: ReductionKind
    package var axes: [Int]
    package var keepsDimensions: Bool

    package var name: String { "\(kind.rawValue) over axes" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let reduced = try resolvedAxes(rank: inputs[0].count)
        return inputs[0].indices.compactMap { axis -> Int?? in
            reduced.contains(axis) ? (keepsDimensions ? .some(1) : .none) : .some(inputs[0][axis])
        }
    }

    package func resolvedAxes(rank: Int) throws(ShapeMismatch) -> Set<Int> {
        var resolved: Set<Int> = []
        for axis in axes { resolved.insert(try resolvedAxis(axis, rank: rank)) }
        guard !resolved.isEmpty, resolved.count < rank || keepsDimensions else {
            throw ShapeMismatch(expected: "some axes, and one that stays", found: "axes \(axes) of rank \(rank)")
        }
        return resolved
    }
}

public enum ReductionKind: String, Sendable, Hashable { case sum, mean, maximum, minimum, product }

extension Graph {
    /// Reduces `axes` (negative ones count from the end) to one element each.
    ///
    /// - Returns: the shape without these axes, or with extent 1 along them where dimensions are kept.
    public mutating func reduction(
        _ x: Value, _ kind: ReductionKind, axes: [Int], keepDimensions: Bool = false
    ) throws(GraphError) -> Value {
        try add(Reduction(kind: kind, axes: axes, keepsDimensions: keepDimensions), [x])
    }
}
