extension BatchNormalization: Differentiable {
    /// Settled statistics only scale. They, and the weights, are constants: variables are normalised in separate operations.
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let statistics = call.inputs.dropFirst(1 + (hasGamma ? 1 : 0) + (hasBeta ? 1 : 0))
        let variance = statistics[statistics.startIndex + 1]
        var factor = try graph.math(.reciprocalSquareRoot, graph.scale(variance, by: 1, offset: epsilon))
        if hasGamma { factor = try graph.multiply([factor, call.inputs[1]]) }
        let rank = graph.extents(of: call.inputs[0]).count
        let place = try resolvedAxis(axis, rank: rank)
        if place < rank - 1 {
            let length = graph.extents(of: factor)[0]
            factor = try graph.reshape(factor, toWhole: (0..<rank).map { $0 == place ? length : 1 })
        }
        return call.single(try graph.multiply([call.gradient, factor]))
    }
}

extension L2Normalization: Differentiable {
    /// With `y = x · r` it is `r · (g − y · Σ g · y)`, and `r · g` where the length is held up by epsilon.
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let (x, y, gradient) = (call.inputs[0], call.result, call.gradient)
        func sum(_ left: Graph.Value, _ right: Graph.Value) throws -> Graph.Value {
            try graph.reduction(graph.multiply([left, right]), .sum, axes: [axis], keepDimensions: true)
        }
        let (square, least) = (try sum(x, x), graph.number(epsilon))
        let factor = try graph.math(.reciprocalSquareRoot, graph.maximum([square, least]))
        let along = try graph.multiply([sum(gradient, y), graph.pairwise(.greaterOrEqual, square, least)])
        return [try graph.multiply([factor, graph.subtract(gradient, graph.multiply([y, along]))])]
    }
}

extension Standardization: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        [try graph.add(StandardizationGradient(standardization: self), [call.gradient, call.inputs[0]])]
    }
}

/// The gradient of elements that were divided by a measure of those that stand with them.
package struct StandardizationGradient: Operation {
    package var standardization: Standardization

    package var name: String { "\(standardization.name) gradient" }

    /// Inputs: the gradient of the result, and what was standardised.
    package func shape(of inputs: [Shape]) -> Shape { inputs[0] }

    package func lower(into lowering: inout Lowering) throws {
        let (starts, members) = try standardization.offsets(in: lowering.extents)
        let operands = try lowering.node.inputs.map { try lowering.rowMajor($0) }
        let result = lowering.destination(operands[0].layout)
        let (measure, epsilon) = (standardization.measure, standardization.epsilon)
        let kernel = Kernel(name: "framerill:standardize") { memory in
            for start in starts {
                measure.differentiate(
                    memory[1] + start, gradient: memory[0] + start, into: memory[2] + start, members, epsilon)
            }
        }
        lowering.emit(kernel, operands + [result])
        lowering.place(result)
    }
}

extension StandardMeasure {
    /// The gradient `dx` of `y = (x − center) · f`: what reaches each element by itself, and through the measure of all.
    fileprivate func differentiate(
        _ x: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>, into result: UnsafeMutablePointer<Float>,
        _ members: [Int], _ epsilon: Float
    ) {
        let (center, factor) = transform(x, members, epsilon)
        let (f, count) = (Double(factor), Double(members.count))
        // Σ g and Σ g · x, x counted from the center of what is measured.
        let mean = self == .deviation ? members.reduce(0) { $0 + Double(x[$1]) } / count : Double(center)
        var (sum, product) = (0.0, 0.0)
        for member in members {
            sum += Double(gradient[member])
            product += Double(gradient[member]) * (Double(x[member]) - (self == .deviation ? 0 : mean))
        }
        let pull: Double =
            switch self {
            case .standard, .deviation, .rootMeanSquare: f * f * f * product / count
            case .length: f * f >= 1 / Double(epsilon) * 0.999_999 ? 0 : f * f * f * product
            }
        let shift = self == .standard ? f * sum / count : 0
        for member in members {
            result[member] = Float(f * Double(gradient[member]) - shift - pull * (Double(x[member]) - mean))
        }
    }
}
