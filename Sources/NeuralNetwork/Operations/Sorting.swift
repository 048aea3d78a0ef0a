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
        let extents = lowering.extents
        let axis = try resolvedAxis(axis, rank: extents.count)
        let (length, inner) = (extents[axis], extents[(axis + 1)...].reduce(1, *))
        let count = extents.reduce(1, *)
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(source.layout)
        let (givesValues, isDescending) = (kind == .values, isDescending)
        let kernel = Kernel(name: "framerill:sort") { memory in
            for block in stride(from: 0, to: count, by: length * inner) {
                for column in 0..<inner {
                    let (line, target) = (memory[0] + block + column, memory[1] + block + column)
                    let places = (0..<length).sorted { left, right in
                        let (l, r) = (line[left * inner], line[right * inner])
                        return l == r ? left < right : isDescending ? l > r : l < r
                    }
                    for (index, place) in places.enumerated() {
                        target[index * inner] = givesValues ? line[place * inner] : Float(place)
                    }
                }
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
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
