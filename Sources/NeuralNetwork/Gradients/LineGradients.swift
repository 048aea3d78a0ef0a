import Glibc

extension Sparsemax: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        [try graph.add(LineGradient(kind: .sparsemax, axis: axis), [call.gradient, call.inputs[0]])]
    }
}

extension LocalResponseNormalization: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        [try graph.add(LineGradient(kind: .response(self), axis: -1), [call.gradient, call.inputs[0]])]
    }
}

/// The gradient of a function of the elements along an axis.
package struct LineGradient: Operation {
    package enum Kind: Sendable {
        case sparsemax
        case response(LocalResponseNormalization)
    }

    package var kind: Kind
    package var axis: Int

    package var name: String {
        switch kind {
        case .sparsemax: "sparsemax gradient"
        case .response: "local response normalization gradient"
        }
    }

    /// Inputs: the gradient of the result, and what the function was applied to.
    package func shape(of inputs: [Shape]) -> Shape { inputs[0] }

    package func lower(into lowering: inout Lowering) throws {
        let extents = lowering.extents
        let axis = try resolvedAxis(axis, rank: extents.count)
        let (length, step) = (extents[axis], extents[(axis + 1)...].reduce(1, *))
        let lines = extents[..<axis].reduce(1, *) * step
        let operands = try lowering.node.inputs.map { try lowering.rowMajor($0) }
        let result = lowering.destination(operands[0].layout)
        let kind = kind
        let kernel = Kernel(name: "framerill:line") { memory in
            for line in 0..<lines {
                let place = line / step * length * step + line % step
                let (gradient, x, target) = (memory[0] + place, memory[1] + place, memory[2] + place)
                switch kind {
                case .sparsemax: Sparsemax.differentiate(x, gradient: gradient, into: target, length, step: step)
                case .response(let response): response.differentiate(x, gradient: gradient, into: target, length)
                }
            }
        }
        lowering.emit(kernel, operands + [result])
        lowering.place(result)
    }
}

extension LocalResponseNormalization {
    /// With `s = bias + alpha · Σ x²` it is `g · s^−beta − 2 · alpha · beta · x · Σ g · x · s^(−beta − 1)`, the last sum over the channels
    /// in whose own sums this one is.
    fileprivate func differentiate(
        _ x: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>, into result: UnsafeMutablePointer<Float>,
        _ channels: Int
    ) {
        func around(_ channel: Int) -> ClosedRange<Int> { max(channel - radius, 0)...min(channel + radius, channels - 1) }
        result.update(repeating: 0, count: channels)
        for channel in 0..<channels {
            let sum = bias + alpha * around(channel).reduce(0) { $0 + x[$1] * x[$1] }
            let power = Glibc.powf(sum, -beta)
            result[channel] += gradient[channel] * power
            let part = 2 * alpha * beta * gradient[channel] * x[channel] * power / sum
            for other in around(channel) { result[other] -= part * x[other] }
        }
    }
}
