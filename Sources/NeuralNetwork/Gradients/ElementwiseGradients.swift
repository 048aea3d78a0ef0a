extension Elementwise: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let (left, right, gradient) = (call.inputs[0], call.inputs[1], call.gradient)
        func whole(_ side: Int, _ value: () throws -> Graph.Value) throws -> Graph.Value? {
            guard call.isWanted[side] else { return nil }
            return try value()
        }
        let sides: [Graph.Value?]
        switch kind {
        case .add: sides = [gradient, gradient]
        case .subtract: sides = [gradient, try whole(1) { try graph.scale(gradient, by: -1) }]
        case .multiply:
            sides = [
                try whole(0) { try graph.multiply([gradient, right]) }, try whole(1) { try graph.multiply([gradient, left]) },
            ]
        case .divide:
            let quotient = try graph.elementwise(.divide, gradient, right)
            sides = [
                quotient,
                try whole(1) { try graph.scale(graph.multiply([quotient, call.result]), by: -1) },
            ]
        case .maximum, .minimum:
            // Where both are equal the left one gets all, as with TensorFlow.
            let isLeft = try graph.pairwise(kind == .maximum ? .greaterOrEqual : .lessOrEqual, left, right)
            let own = try graph.multiply([gradient, isLeft])
            sides = [own, try whole(1) { try graph.subtract(gradient, own) }]
        }
        return try call.inputs.indices.map { side in
            guard call.isWanted[side], let value = sides[side] else { return nil }
            return try graph.sum(value, toShapeOf: call.inputs[side])
        }
    }
}

extension Pairwise: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let (left, right, gradient) = (call.inputs[0], call.inputs[1], call.gradient)
        let sides: [Graph.Value?]
        switch function {
        case .power: sides = try powers(call, in: &graph)
        case .squaredDifference:
            let own = try graph.scale(graph.multiply([gradient, graph.subtract(left, right)]), by: 2)
            sides = [own, try graph.scale(own, by: -1)]
        case .divideOrZero:
            let quotient = try graph.pairwise(.divideOrZero, gradient, right)
            sides = [quotient, try graph.scale(graph.multiply([quotient, call.result]), by: -1)]
        case .arcTangent:
            let square = try graph.add([graph.multiply([left, left]), graph.multiply([right, right])])
            let part = try graph.elementwise(.divide, gradient, square)
            sides = [
                try graph.multiply([part, right]), try graph.scale(graph.multiply([part, left]), by: -1),
            ]
        case .floorRemainder, .truncatedRemainder:
            let rounded = try graph.math(
                function == .floorRemainder ? .floor : .truncate, graph.elementwise(.divide, left, right))
            sides = [gradient, try graph.scale(graph.multiply([gradient, rounded]), by: -1)]
        case .floorDivide, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .logicalAnd, .logicalOr,
            .logicalXor:
            return [nil, nil]
        }
        return try call.inputs.indices.map { side in
            guard call.isWanted[side], let value = sides[side] else { return nil }
            return try graph.sum(value, toShapeOf: call.inputs[side])
        }
    }

    /// `y = x^p`: `g · p · x^(p − 1)`, and `g · y · log x`, which is 0 where x isn't positive, as with TensorFlow.
    private func powers(_ call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let (base, exponent) = (call.inputs[0], call.inputs[1])
        let lower = try graph.subtract(exponent, graph.number(1))
        let own = try graph.multiply([call.gradient, exponent, graph.pairwise(.power, base, lower)])
        guard call.isWanted[1] else { return [own, nil] }
        let isPositive = try graph.pairwise(.greater, base, graph.number(0))
        let safe = try graph.choice(isPositive, base, graph.number(1))
        return [own, try graph.multiply([call.gradient, call.result, graph.math(.logarithm, safe)])]
    }
}

extension ElementwiseMath: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        function.derivative == nil
            ? [nil] : [try graph.add(MathGradient(function: function), [call.gradient, call.inputs[0]])]
    }
}

/// The gradient of a function of each element.
package struct MathGradient: Operation {
    package var function: MathFunction

    package var name: String { "\(function.rawValue) gradient" }

    /// Inputs: the gradient of the result, and what the function was applied to.
    package func shape(of inputs: [Shape]) -> Shape { inputs[0] }

    package func lower(into lowering: inout Lowering) throws {
        guard let derivative = function.derivative else { preconditionFailure("\(function) has no derivative") }
        try lowering.emitProduct(of: derivative, "framerill:derivative")
    }
}

extension Choice: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let zero = graph.number(0)
        let (condition, gradient) = (call.inputs[0], call.gradient)
        return [
            nil,
            call.isWanted[1]
                ? try graph.sum(graph.choice(condition, gradient, zero), toShapeOf: call.inputs[1]) : nil,
            call.isWanted[2]
                ? try graph.sum(graph.choice(condition, zero, gradient), toShapeOf: call.inputs[2]) : nil,
        ]
    }
}

extension ParametricRelu: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let (x, slopes, zero) = (call.inputs[0], call.inputs[1], graph.number(0))
        let isPositive = try graph.pairwise(.greater, x, zero)
        let data = try graph.choice(isPositive, call.gradient, graph.multiply([call.gradient, slopes]))
        guard call.isWanted[1] else { return [data, nil] }
        let part = try graph.multiply([call.gradient, graph.minimum([x, zero])])
        return [data, try graph.sum(part, toShapeOf: slopes)]
    }
}
