extension Reduction: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let x = call.inputs[0]
        let extents = graph.extents(of: x)
        let reduced = try resolvedAxes(rank: extents.count)
        let kept = extents.indices.map { reduced.contains($0) ? 1 : extents[$0] }
        func withDimensions(_ value: Graph.Value) throws -> Graph.Value {
            graph.extents(of: value) == kept ? value : try graph.reshape(value, toWhole: kept)
        }
        let gradient = try withDimensions(call.gradient)
        switch kind {
        case .sum: return [try graph.repeated(gradient, to: extents)]
        case .mean:
            let count = reduced.reduce(1) { $0 * extents[$1] }
            return [try graph.repeated(graph.scale(gradient, by: 1 / Float(count)), to: extents)]
        case .maximum, .minimum:
            // Elements that share the extreme share its gradient, as with TensorFlow.
            let isExtreme = try graph.pairwise(.equal, x, withDimensions(call.result))
            let count = try graph.reduction(isExtreme, .sum, axes: reduced.sorted(), keepDimensions: true)
            return [try graph.multiply([isExtreme, graph.elementwise(.divide, gradient, count)])]
        case .product:
            // The product of the others, right also where one of them is 0.
            let order = extents.indices.filter { !reduced.contains($0) } + reduced.sorted()
            let (kept, count) = (order.dropLast(reduced.count).map { extents[$0] }, reduced.reduce(1) { $0 * extents[$1] })
            let lines = try graph.reshape(graph.transpose(x, permutation: order), toWhole: kept + [count])
            let before = try graph.cumulativeSum(lines, axis: -1, isProduct: true, isExclusive: true)
            let after = try graph.cumulativeSum(lines, axis: -1, isProduct: true, isReversed: true, isExclusive: true)
            let others = try graph.reshape(graph.multiply([before, after]), toWhole: order.map { extents[$0] })
            let inverse = order.indices.map { place in order.firstIndex(of: place)! }
            return [try graph.multiply([graph.transpose(others, permutation: inverse), gradient])]
        }
    }
}

extension CumulativeSum: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let terms = isProduct ? try graph.multiply([call.result, call.gradient]) : call.gradient
        let back = try graph.cumulativeSum(terms, axis: axis, isReversed: !isReversed, isExclusive: isExclusive)
        // As with TensorFlow the gradient of a product is 0 where an element is 0.
        return [isProduct ? try graph.pairwise(.divideOrZero, back, call.inputs[0]) : back]
    }
}

extension Sorting: Differentiable {
    /// Each element's gradient goes to the place that it came from; places themselves have none.
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        guard kind == .values else { return [nil] }
        let places = try graph.sortedPlaces(call.inputs[0], axis: axis, isDescending: isDescending)
        let axis = try resolvedAxis(axis, rank: graph.extents(of: places).count)
        let operation = GatheringGradient(
            gathering: Gathering(kind: .elements, axis: axis), extents: graph.extents(of: call.inputs[0]))
        return [try graph.add(operation, [call.gradient, places])]
    }
}

extension Gathering: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let operation = GatheringGradient(gathering: self, extents: graph.extents(of: call.inputs[0]))
        return [call.isWanted[0] ? try graph.add(operation, [call.gradient, call.inputs[1]]) : nil, nil]
    }
}

extension RowLookup: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let rows = Gathering(kind: .parts(batchAxes: 0), axis: 0)
        let operation = GatheringGradient(gathering: rows, extents: graph.extents(of: call.inputs[1]))
        return [nil, call.isWanted[1] ? try graph.add(operation, [call.gradient, call.inputs[0]]) : nil]
    }
}

/// What was gathered, added up where it came from.
package struct GatheringGradient: Operation {
    package var gathering: Gathering
    package var extents: [Int]

    package var name: String { "gathering gradient" }

    /// Inputs: the gradient of the result, and the indices.
    package func shape(of inputs: [Shape]) -> Shape { extents }

    package func lower(into lowering: inout Lowering) throws {
        let inputs = lowering.node.inputs
        let (whole, indices) = (lowering.extents(inputs[0]), lowering.extents(inputs[1]))
        let operands = [try lowering.rowMajor(inputs[0]), try lowering.rowMajor(inputs[1])]
        let result = lowering.destination(try Layout(rowMajor: extents))
        let axis = try resolvedAxis(gathering.axis, rank: extents.count)
        let (length, count) = (extents[axis], extents.reduce(1, *))
        let inner = extents[(axis + 1)...].reduce(1, *)
        @Sendable func place(_ given: Float) -> Int {
            // The forward pass has refused what lies outside.
            let index = Int(given.rounded(.towardZero))
            return index < 0 ? index + length : index
        }
        let kernel: Kernel
        switch gathering.kind {
        case .parts(let batch):
            let items = extents[..<batch].reduce(1, *)
            let outer = extents[batch..<axis].reduce(1, *)
            let places = indices[batch...].reduce(1, *)
            kernel = Kernel(name: "framerill:scatter") { memory in
                memory[2].update(repeating: 0, count: count)
                var source = memory[0]
                for item in 0..<items {
                    for block in 0..<outer {
                        let start = memory[2] + (item * outer + block) * length * inner
                        for index in 0..<places {
                            let target = start + place(memory[1][item * places + index]) * inner
                            for element in 0..<inner { target[element] += source[element] }
                            source += inner
                        }
                    }
                }
            }
        case .elements:
            var own = extents
            own[axis] = 1
            let walk = BroadcastWalk(whole, operands: [own, indices])
            let steps = walk.steps
            kernel = Kernel(name: "framerill:scatter") { memory in
                memory[2].update(repeating: 0, count: count)
                walk.forEachLine { first, count, places in
                    for offset in 0..<count {
                        let (block, rest) = (places[0] + offset * steps[0]).quotientAndRemainder(dividingBy: inner)
                        let index = place(memory[1][places[1] + offset * steps[1]])
                        memory[2][(block * length + index) * inner + rest] += memory[0][first + offset]
                    }
                }
            }
        }
        lowering.emit(kernel, operands + [result])
        lowering.place(result)
    }
}
