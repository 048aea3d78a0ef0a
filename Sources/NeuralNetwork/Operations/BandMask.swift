/// Which pairs of a query and a key belong together by their places alone, for the last two axes of a value.
package struct BandMask: Operation {
    package var band: PlaceBand

    package var name: String { "band mask" }

    /// Inputs: a value whose last two axes are queries and keys; its elements are not read.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard inputs[0].count >= 2 else { throw ShapeMismatch(expected: "[…, queries, keys]", found: inputs[0].text) }
        return inputs[0].suffix(2)
    }
}

/// The keys that a query at place `i` belongs to: those from `i − before` to `i + after`, all where a bound is nil.
public struct PlaceBand: Sendable, Hashable {
    public var before: Int?
    public var after: Int?

    public init(before: Int? = nil, after: Int? = nil) {
        (self.before, self.after) = (before, after)
    }
}

extension BandMask {
    package func lower(into lowering: inout Lowering) throws {
        let (queries, keys) = (lowering.extents[0], lowering.extents[1])
        let result = lowering.destination(try Layout(rowMajor: [queries, keys]))
        let band = band
        let kernel = Kernel(name: "framerill:band") { memory in
            for query in 0..<queries {
                for key in 0..<keys {
                    let isInside = key >= query - (band.before ?? query) && key <= query + (band.after ?? keys)
                    memory[0][query * keys + key] = isInside ? 1 : 0
                }
            }
        }
        lowering.emit(kernel, [result])
        lowering.place(result)
    }
}

extension Graph {
    /// `[queries, keys]` for a value `[…, queries, keys]`: 1 where the key's place lies in the query's band, else 0.
    public mutating func bandMask(_ x: Value, _ band: PlaceBand) throws(GraphError) -> Value {
        try add(BandMask(band: band), [x])
    }
}
