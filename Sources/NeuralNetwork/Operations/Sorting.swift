/// The elements along an axis in ascending or descending order, or the places from which they came. Equal ones keep their order.
package struct Sorting: Operation {
    package enum Kind: Sendable, Hashable { case values, places }

    package var kind: Kind
    package var axis: Int
    package var isDescending: Bool

    package var name: String { kind == .values ? "sorted values" : "sorted places" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        _ = try resolvedAxis(axis, rank: inputs[0].count)
        return inputs[0]
    }
}

extension Sorting {
    package func lower(into lowering: inout Lowering) throws {
        let (givesValues, isDescending) = (kind == .values, isDescending)
        try lowering.emitLines("framerill:sort", along: axis, inPlace: false) { line in
            let (source, step) = (line.source, line.step)
            let places = (0..<line.length).sorted { left, right in
                let (l, r) = (source[left * step], source[right * step])
                return l == r ? left < right : isDescending ? l > r : l < r
            }
            for (index, place) in places.enumerated() {
                line.target[index * step] = givesValues ? source[place * step] : Float(place)
            }
        }
    }
}

extension Graph {
    /// The elements of `x` along `axis` in order.
    public mutating func sorted(_ x: Value, axis: Int = -1, isDescending: Bool = false) throws(GraphError) -> Value {
        try add(Sorting(kind: .values, axis: axis, isDescending: isDescending), [x])
    }

    /// The indices along `axis` that would bring `x` in order.
    public mutating func sortedPlaces(_ x: Value, axis: Int = -1, isDescending: Bool = false) throws(GraphError) -> Value {
        try add(Sorting(kind: .places, axis: axis, isDescending: isDescending), [x])
    }
}
