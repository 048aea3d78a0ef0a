/// Parts of a value along an axis, by indices that are a value themselves.
package struct Gathering: Operation {
    package enum Kind: Sendable, Hashable {
        /// For each index what stands there along the axis; the first `batchAxes` axes of both go together.
        case parts(batchAxes: Int)
        /// For each place of the indices the element that stands at the index along the axis and at the place along the others.
        case elements
    }

    package var kind: Kind
    package var axis: Int

    package var name: String { "gathering" }

    /// Inputs: the value and the indices.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let (x, indices) = (inputs[0], inputs[1])
        let axis = try resolvedAxis(axis, rank: x.count)
        switch kind {
        case .parts(let batch):
            guard (0...min(axis, indices.count)).contains(batch) else {
                throw ShapeMismatch(expected: "at most \(min(axis, indices.count)) axes of the batch", found: "\(batch)")
            }
            return Array(x[..<axis]) + indices[batch...] + x[(axis + 1)...]
        case .elements:
            guard x.count == indices.count else {
                throw ShapeMismatch(expected: "indices of \(x.count) axes", found: indices.text)
            }
            var whole = x
            whole[axis] = 1
            var places = indices
            places[axis] = 1
            var result = try broadcast(whole, places)
            result[axis] = indices[axis]
            return result
        }
    }
}

extension Gathering {
    package func lower(into lowering: inout Lowering) throws {
        let values = lowering.node.inputs
        let (x, indices) = (lowering.extents(values[0]), lowering.extents(values[1]))
        let axis = try resolvedAxis(axis, rank: x.count)
        let operands = [try lowering.rowMajor(values[0]), try lowering.rowMajor(values[1])]
        let result = lowering.destination(try Layout(rowMajor: lowering.extents))
        let length = x[axis]
        @Sendable func place(_ given: Float) throws -> Int {
            let index = given.rounded(.towardZero)
            guard index >= -Float(length), index < Float(length) else {
                throw ShapeMismatch(expected: "indices from \(-length) to \(length - 1)", found: "\(given)")
            }
            return index < 0 ? Int(index) + length : Int(index)
        }
        let kernel: Kernel
        switch kind {
        case .parts(let batch):
            let items = x[..<batch].reduce(1, *)
            let (outer, inner) = (x[batch..<axis].reduce(1, *), x[(axis + 1)...].reduce(1, *))
            let count = indices[batch...].reduce(1, *)
            kernel = Kernel(name: "framerill:gather") { memory in
                var target = memory[2]
                for item in 0..<items {
                    for block in 0..<outer {
                        let source = memory[0] + (item * outer + block) * length * inner
                        for index in 0..<count {
                            target.update(
                                from: source + (try place(memory[1][item * count + index])) * inner, count: inner)
                            target += inner
                        }
                    }
                }
            }
        case .elements:
            let extents = lowering.extents
            var own = x
            own[axis] = 1
            let walk = BroadcastWalk(extents, operands: [own, indices])
            let inner = x[(axis + 1)...].reduce(1, *)
            let (steps, outerStride) = (walk.steps, length)
            // Places in a value whose axis had one element, moved to where the index points.
            kernel = Kernel(name: "framerill:gather") { memory in
                var failure: (any Error)?
                walk.forEachLine { first, count, places in
                    for offset in 0..<count {
                        let plain = places[0] + offset * steps[0]
                        do {
                            let index = try place(memory[1][places[1] + offset * steps[1]])
                            let (block, rest) = plain.quotientAndRemainder(dividingBy: inner)
                            memory[2][first + offset] = memory[0][(block * outerStride + index) * inner + rest]
                        } catch { failure = error }
                    }
                }
                if let failure { throw failure }
            }
        }
        lowering.emit(kernel, operands + [result])
        lowering.place(result)
    }
}

extension Graph {
    /// What stands along `axis` at each of `indices`: the axis becomes those of the indices, without their first `batchAxes`, along which
    /// both go together. A run with an index outside fails; negative ones count from the end.
    public mutating func gather(_ x: Value, _ indices: Value, axis: Int, batchAxes: Int = 0) throws(GraphError) -> Value {
        try add(Gathering(kind: .parts(batchAxes: batchAxes), axis: axis), [x, indices])
    }

    /// NumPy's `take_along_axis`: for each place of `indices` the element at the index along `axis`.
    public mutating func gatherElements(_ x: Value, _ indices: Value, axis: Int) throws(GraphError) -> Value {
        try add(Gathering(kind: .elements, axis: axis), [x, indices])
    }
}
