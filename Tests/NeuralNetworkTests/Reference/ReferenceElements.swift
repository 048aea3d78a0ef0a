import Foundation
import NeuralNetwork

/// The operations without windows.
extension ReferenceEvaluation {
    static func multiply(_ x: [Array64]) -> Array64 {
        Array64(shape: x[0].shape.dropLast() + [x[1].shape[1]]) { p in
            var sum = x.count > 2 ? x[2][[p.last!]] : 0
            for i in 0..<x[1].shape[0] { sum += x[0][p.dropLast() + [i]] * x[1][[i, p.last!]] }
            return sum
        }
    }

    static func normalize(_ operation: BatchNormalization, _ x: [Array64]) -> Array64 {
        var rest = x.dropFirst()
        let gamma = operation.hasGamma ? rest.removeFirst() : nil
        let beta = operation.hasBeta ? rest.removeFirst() : nil
        let (mean, variance) = (rest.removeFirst(), rest.removeFirst())
        let axis = operation.axis < 0 ? operation.axis + x[0].shape.count : operation.axis
        return Array64(shape: x[0].shape) { p in
            let c = [p[axis]]
            return (gamma?[c] ?? 1) * (x[0][p] - mean[c]) / (variance[c] + Double(operation.epsilon)).squareRoot()
                + (beta?[c] ?? 0)
        }
    }

    static func softmax(_ operation: Softmax, _ x: Array64) -> Array64 {
        let axis = operation.axis < 0 ? operation.axis + x.shape.count : operation.axis
        return Array64(shape: x.shape) { p in
            let line = line(x, p, axis)
            let top = line.max()!
            let sum = line.reduce(0) { $0 + exp($1 - top) }
            return operation.isLogarithmic ? x[p] - top - log(sum) : exp(x[p] - top) / sum
        }
    }

    static func reduce(_ operation: Reduction, _ x: Array64) -> Array64 {
        let axes = Set(operation.axes.map { $0 < 0 ? $0 + x.shape.count : $0 })
        var groups: [[Int]: [Double]] = [:]
        for p in x.positions { groups[p.indices.map { axes.contains($0) ? 0 : p[$0] }, default: []].append(x[p]) }
        var result = Array64(shape: x.shape.indices.map { axes.contains($0) ? 1 : x.shape[$0] }) { p in
            let values = groups[p]!
            switch operation.kind {
            case .sum: return values.reduce(0, +)
            case .mean: return values.reduce(0, +) / Double(values.count)
            case .maximum: return values.max()!
            case .minimum: return values.min()!
            case .product: return values.reduce(1, *)
            }
        }
        if !operation.keepsDimensions { result.shape = x.shape.indices.filter { !axes.contains($0) }.map { x.shape[$0] } }
        return result
    }

    static func join(_ kind: ElementwiseKind, _ left: Array64, _ right: Array64) -> Array64 {
        let rank = max(left.shape.count, right.shape.count)
        let shapes = [left, right].map { [Int](repeating: 1, count: rank - $0.shape.count) + $0.shape }
        return Array64(shape: zip(shapes[0], shapes[1]).map { $0 == 1 ? $1 : $0 }) { p in
            let (a, b) = (left[broadcastPosition(p, in: left.shape)], right[broadcastPosition(p, in: right.shape)])
            switch kind {
            case .add: return a + b
            case .subtract: return a - b
            case .multiply: return a * b
            case .divide: return a / b
            case .maximum: return max(a, b)
            case .minimum: return min(a, b)
            }
        }
    }

    static func concatenate(_ operation: Concatenation, _ x: [Array64]) -> Array64 {
        let axis = operation.axis < 0 ? operation.axis + x[0].shape.count : operation.axis
        var shape = x[0].shape
        shape[axis] = x.reduce(0) { $0 + $1.shape[axis] }
        return Array64(shape: shape) { p in
            var p = p
            var part = 0
            while p[axis] >= x[part].shape[axis] {
                p[axis] -= x[part].shape[axis]
                part += 1
            }
            return x[part][p]
        }
    }

    static func rearrange(_ operation: BlockRearrangement, _ x: Array64) -> Array64 {
        let (b, s) = (operation.block, x.shape)
        switch operation.direction {
        case .spaceToDepth:
            return Array64(shape: [s[0], s[1] / b, s[2] / b, s[3] * b * b]) { p in
                let (block, c) = (p[3] / s[3], p[3] % s[3])
                return x[[p[0], p[1] * b + block / b, p[2] * b + block % b, c]]
            }
        case .depthToSpace:
            let depth = s[3] / (b * b)
            return Array64(shape: [s[0], s[1] * b, s[2] * b, depth]) { p in
                x[[p[0], p[1] / b, p[2] / b, (p[1] % b * b + p[2] % b) * depth + p[3]]]
            }
        }
    }
}

/// The activations as Keras defines them.
func referenceActivation(_ activation: Activation, _ x: Double) -> Double {
    let softplus = { (x: Double) in max(x, 0) + log1p(exp(-abs(x))) }
    let sigmoid = { (x: Double) in 1 / (1 + exp(-x)) }
    let relu6 = { (x: Double) in min(max(x, 0), 6) }
    switch activation {
    case .linear: return x
    case .affine(let factor, let offset): return x * Double(factor) + Double(offset)
    case .relu(let maximum, let slope, let threshold):
        return x >= Double(threshold) ? min(x, maximum.map(Double.init) ?? .infinity) : Double(slope) * (x - Double(threshold))
    case .leakyRelu(let alpha): return x > 0 ? x : Double(alpha) * x
    case .elu(let alpha): return x > 0 ? x : Double(alpha) * expm1(x)
    case .celu(let alpha): return x > 0 ? x : Double(alpha) * expm1(x / Double(alpha))
    case .selu: return 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * expm1(x))
    case .sigmoid: return sigmoid(x)
    case .tanh: return tanh(x)
    case .softplus: return softplus(x)
    case .softsign: return x / (1 + abs(x))
    case .exponential: return exp(x)
    case .silu: return x * sigmoid(x)
    case .gelu(let approximate):
        return approximate
            ? 0.5 * x * (1 + tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
            : 0.5 * x * (1 + erf(x / 2.squareRoot()))
    case .hardSigmoid: return min(max(0.2 * x + 0.5, 0), 1)
    case .hardSigmoidRelu6: return relu6(x + 3) / 6
    case .hardSwish: return x * relu6(x + 3) / 6
    case .mish: return x * tanh(softplus(x))
    case .relu6: return relu6(x)
    case .logSigmoid: return -softplus(-x)
    case .hardTanh: return min(max(x, -1), 1)
    case .tanhShrink: return x - tanh(x)
    case .softShrink(let t): return x > Double(t) ? x - Double(t) : x < -Double(t) ? x + Double(t) : 0
    case .hardShrink(let t): return abs(x) > Double(t) ? x : 0
    case .threshold(let t, let replacement): return x > Double(t) ? x : Double(replacement)
    case .squareplus(let b): return (x + (x * x + Double(b)).squareRoot()) / 2
    case .sparsePlus: return x <= -1 ? 0 : x < 1 ? (x + 1) * (x + 1) / 4 : x
    case .sparseSigmoid: return min(max((x + 1) / 2, 0), 1)
    case .softmax, .logSoftmax, .sparsemax: preconditionFailure("\(activation) isn't a function of one element")
    }
}
