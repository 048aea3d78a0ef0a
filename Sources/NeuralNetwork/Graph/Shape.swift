/// The extents of a tensor, slowest axis first; `nil` where an extent is known only when a plan is compiled.
public typealias Shape = [Int?]

extension Shape {
    /// As errors and plans print it: `[?, 224, 224, 3]`.
    package var text: String { "[" + map { $0.map(String.init) ?? "?" }.joined(separator: ", ") + "]" }

    /// The number of elements, `nil` while an extent is unknown.
    package var elementCount: Int? {
        var product = 1
        for extent in self {
            guard let extent else { return nil }
            product *= extent
        }
        return product
    }

    /// All extents, `nil` while one is unknown.
    package var concrete: [Int]? {
        let known = compactMap { $0 }
        return known.count == count ? known : nil
    }

    /// Whether a tensor of `other` may stand where `self` is declared.
    package func admits(_ other: [Int]) -> Bool {
        count == other.count && zip(self, other).allSatisfy { declared, given in declared == nil || declared == given }
    }
}

/// `axis` counted from the front; -1 is the last axis of `rank`.
package func resolvedAxis(_ axis: Int, rank: Int) throws(ShapeMismatch) -> Int {
    let resolved = axis < 0 ? axis + rank : axis
    guard (0..<rank).contains(resolved) else {
        throw ShapeMismatch(expected: "an axis from \(-rank) to \(rank - 1)", found: "axis \(axis)")
    }
    return resolved
}

/// The extents of an image `[batch, height, width, channels]`.
package struct ImageShape {
    package var batch: Int?
    package var height: Int?
    package var width: Int?
    package var channels: Int

    package init(_ shape: Shape) throws(ShapeMismatch) {
        guard shape.count == 4, let channels = shape[3] else {
            throw ShapeMismatch(expected: "an image [batch, height, width, channels] of known channels", found: shape.text)
        }
        (batch, height, width, self.channels) = (shape[0], shape[1], shape[2], channels)
    }

    package var shape: Shape { [batch, height, width, channels] }
}
