extension Graph {
    /// Adds the gradients of `loss` with respect to `values`, by reverse accumulation.
    ///
    /// All extents must be known, so a graph that is to be differentiated is built for the shapes of its inputs.
    ///
    /// - Parameters:
    ///   - loss: a value of one element.
    ///   - values: inputs, variables (see ``value(of:)``), or anything between them and the loss.
    /// - Returns: for each of `values` a value of its shape; zeros where the loss doesn't depend on it.
    /// - Throws: `GraphError.unsupported` where an operation between them has no gradient.
    public mutating func gradients(of loss: Value, withRespectTo values: [Value]) throws(GraphError) -> [Value] {
        let loose = nodes.prefix(loss.index + 1).first { $0.shape.concrete == nil }
        if let loose { throw .mismatch(site: loose.site.description, expected: "a known shape", found: loose.shape.text) }
        guard shape(of: loss).elementCount == 1 else {
            throw .mismatch(
                site: nodes[loss.index].site.description, expected: "a loss of one element", found: shape(of: loss).text)
        }
        joinRectifiers(upTo: loss, except: Set(values))
        let isOnPath = dependents(of: values, upTo: loss)
        var pending: [Int: Value] = [:]
        let own = origin
        isDifferentiating = true
        defer { (origin, isDifferentiating) = (own, false) }
        pending[loss.index] = constant(Tensor(shape: extents(of: loss), values: [1]))
        var found: [Int: Value] = [:]
        for index in (0...loss.index).reversed() {
            guard isOnPath[index], let gradient = pending.removeValue(forKey: index) else { continue }
            let node = nodes[index]
            found[index] = gradient
            guard node.inputs.contains(where: { isOnPath[$0.index] }) else { continue }
            origin = node.origin
            let call = DifferentiatedCall(
                result: Value(index: index), inputs: node.inputs, gradient: gradient,
                isWanted: node.inputs.map { isOnPath[$0.index] })
            for (input, part) in zip(node.inputs, try step(node, call)) {
                guard isOnPath[input.index], let part else { continue }
                precondition(
                    nodes[part.index].shape == nodes[input.index].shape,
                    "\(node.site): a gradient \(nodes[part.index].shape.text) of an input \(nodes[input.index].shape.text)")
                pending[input.index] = try pending[input.index].map { (sum) throws(GraphError) in try add([sum, part]) } ?? part
            }
        }
        return values.map { found[$0.index] ?? constant(Tensor(shape: extents(of: $0))) }
    }

    private mutating func step(_ node: Node, _ call: DifferentiatedCall) throws(GraphError) -> [Value?] {
        guard let operation = node.operation as? any Differentiable else {
            throw .unsupported(site: node.site.description, reason: "has no gradient here, so what it computes can't be trained")
        }
        do {
            return try operation.gradients(of: call, in: &self)
        } catch let mismatch as ShapeMismatch {
            throw GraphError(mismatch, at: node.site)
        } catch let error as GraphError {
            throw error
        } catch {
            throw .unsupported(site: node.site.description, reason: "\(error)")
        }
    }

    /// For each value up to `last`, whether it is one of `values` or depends on one.
    private func dependents(of values: [Value], upTo last: Value) -> [Bool] {
        let wanted = Set(values)
        var isDependent = [Bool](repeating: false, count: last.index + 1)
        for index in isDependent.indices {
            isDependent[index] = wanted.contains(Value(index: index)) || nodes[index].inputs.contains { isDependent[$0.index] }
        }
        return isDependent
    }
}

extension Graph {
    /// The extents of a value of known shape.
    func extents(of value: Value) -> [Int] {
        guard let extents = shape(of: value).concrete else { preconditionFailure("\(nodes[value.index].site): an open shape") }
        return extents
    }

    /// The sum of `gradient` over the axes along which a value of the shape of `input` was repeated to become that of `gradient`.
    mutating func sum(_ gradient: Value, toShapeOf input: Value) throws(GraphError) -> Value {
        let (whole, wanted) = (extents(of: gradient), extents(of: input))
        guard whole != wanted else { return gradient }
        let added = whole.count - wanted.count
        let repeated = whole.indices.filter { $0 < added || wanted[$0 - added] == 1 && whole[$0] > 1 }
        let summed = repeated.isEmpty ? gradient : try reduction(gradient, .sum, axes: repeated, keepDimensions: true)
        return extents(of: summed) == wanted ? summed : try reshape(summed, toWhole: wanted)
    }

    /// `x` repeated along its axes of extent 1.
    mutating func repeated(_ x: Value, to extents: [Int]) throws(GraphError) -> Value {
        self.extents(of: x) == extents ? x : try add(Repetition(extents: extents), [x])
    }

    /// One number that is repeated wherever it is joined with a value.
    package mutating func number(_ value: Float) -> Value { constant(Tensor(shape: [1], values: [value])) }
}
