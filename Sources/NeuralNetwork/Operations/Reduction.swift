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

extension Reduction {
    package func lower(into lowering: inout Lowering) throws {
        let source = lowering.extents(lowering.input)
        let reduced = try resolvedAxes(rank: source.count)
        let kept = source.indices.map { reduced.contains($0) ? 1 : source[$0] }
        if kept == source {
            return lowering.place(try lowering.rowMajor(lowering.input).relabelled(lowering.extents))
        }
        if source.count == 4, reduced == [1, 2], let pooling = kind.pooling {
            // A pooling window as large as the image, which is faster and takes the image as it lies.
            let geometry = WindowGeometry(strides: [1, 1], gaps: [0, 0], paddingBefore: [0, 0], paddingAfter: [0, 0])
            let pooled = try lowering.pool(pooling, extents: [source[1], source[2]], geometry, to: kept).operand
            if keepsDimensions { return lowering.place(pooled) }
            let plain = try Layout(rowMajor: kept)
            let result = pooled.layout.isSame(as: plain) ? pooled : try lowering.copy(pooled, to: plain)
            return lowering.place(try result.relabelled(lowering.extents))
        }
        let plain = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(try Layout(rowMajor: kept))
        try lowering.emit(
            .reduction(kind, source: plain.layout, destination: result.layout), [(.source, plain), (.destination, result)])
        lowering.place(try result.relabelled(lowering.extents))
    }
}

/// What becomes of the elements along reduced axes.
public enum ReductionKind: String, Sendable, Hashable {
    case sum, mean, maximum, minimum, product

    fileprivate var pooling: PoolingKind? {
        switch self {
        case .mean: .average
        case .maximum: .maximum
        case .sum, .minimum, .product: nil
        }
    }
}

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
