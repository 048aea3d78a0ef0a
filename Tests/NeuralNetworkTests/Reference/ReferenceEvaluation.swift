import NeuralNetwork

/// Computes a graph node by node with loops that follow the definitions, in double precision.
struct ReferenceEvaluation {
    let outputs: [Array64]

    init(_ graph: Graph, _ inputs: [Tensor]) {
        var values: [Array64] = []
        var pending = inputs[...]
        for node in graph.nodes {
            let arguments = node.inputs.map { values[$0.index] }
            switch node.operation {
            case is Input: values.append(Array64(pending.removeFirst()))
            case let part as Part:
                // Only those of a normalisation by the batch's statistics are part of a forward graph.
                let whole = values[graph.nodes[node.inputs[0].index].inputs[0].index]
                values.append(Self.statistics(of: whole)[part.index - 1])
            default: values.append(Self.compute(node.operation, arguments))
            }
        }
        outputs = graph.outputs.map { values[$0.value.index] }
    }

    private static func compute(_ operation: any Operation, _ x: [Array64]) -> Array64 {
        switch operation {
        case let constant as Constant: return Array64(constant.tensor)
        case let reading as VariableReading: return Array64(reading.variable.value)
        case let standardization as BatchStandardization: return standardize(standardization, x)
        case let convolution as Convolution: return convolve(convolution, x)
        case let transposed as TransposedConvolution: return convolveTransposed(transposed, x)
        case is Dense: return multiply(x)
        case let normalization as BatchNormalization: return normalize(normalization, x)
        case let activation as ElementwiseActivation:
            return map(x[0]) { referenceActivation(activation.function, $0) }
        case let softmax as Softmax: return self.softmax(softmax, x[0])
        case is ParametricRelu:
            return Array64(shape: x[0].shape) { p in
                let slope = x[1][broadcastPosition(p, in: x[1].shape)]
                return x[0][p] >= 0 ? x[0][p] : slope * x[0][p]
            }
        case let pooling as Pooling: return pool(pooling, x[0])
        case let reduction as Reduction: return reduce(reduction, x[0])
        case let pad as Pad:
            var result = Array64(
                shape: zip(x[0].shape, pad.amounts).map { $0 + $1.before + $1.after }, repeating: Double(pad.value))
            for p in x[0].positions { result[zip(p, pad.amounts).map { $0 + $1.before }] = x[0][p] }
            return result
        case let crop as Crop:
            return Array64(shape: zip(x[0].shape, crop.amounts).map { $0 - $1.before - $1.after }) { p in
                x[0][zip(p, crop.amounts).map { $0 + $1.before }]
            }
        case let upsampling as Upsampling: return upsample(upsampling, x[0])
        case let elementwise as Elementwise: return join(elementwise.kind, x[0], x[1])
        case let concatenation as Concatenation: return concatenate(concatenation, x)
        case let reshape as Reshape:
            var result = x[0]
            result.shape = try! reshape.shape(of: [x[0].shape]).map { $0! }
            return result
        case let transposition as Transposition:
            return Array64(shape: transposition.permutation.map { x[0].shape[$0] }) { p in
                var source = p
                for (axis, origin) in transposition.permutation.enumerated() { source[origin] = p[axis] }
                return x[0][source]
            }
        case let rearrangement as BlockRearrangement: return rearrange(rearrangement, x[0])
        case let normalization as L2Normalization:
            let axis = normalization.axis < 0 ? normalization.axis + x[0].shape.count : normalization.axis
            return Array64(shape: x[0].shape) { p in
                let sum = line(x[0], p, axis).reduce(0) { $0 + $1 * $1 }
                return x[0][p] / max(sum, Double(normalization.epsilon)).squareRoot()
            }
        case let projection as ProjectiveTransform: return project(projection, x[0], x[1])
        default: return sequenceOperation(operation, x) ?? function(operation, x)
        }
    }

    /// Each channel by its own mean and variance.
    private static func standardize(_ operation: BatchStandardization, _ x: [Array64]) -> Array64 {
        let statistics = statistics(of: x[0])
        return Array64(shape: x[0].shape) { p in
            let (mean, variance) = (statistics[0][[p[3]]], statistics[1][[p[3]]])
            let y = (x[0][p] - mean) / (variance + Double(operation.epsilon)).squareRoot()
            return y * x[1][[p[3]]] + x[2][[p[3]]]
        }
    }

    /// The mean and the variance of each channel.
    private static func statistics(of x: Array64) -> [Array64] {
        let channels = x.shape[3]
        let count = Double(x.values.count / channels)
        func mean(_ term: (Int) -> Double) -> [Double] {
            (0..<channels).map { channel in
                stride(from: channel, to: x.values.count, by: channels).reduce(0) { $0 + term($1) } / count
            }
        }
        let means = mean { x.values[$0] }
        let variances = mean { (x.values[$0] - means[$0 % channels]) * (x.values[$0] - means[$0 % channels]) }
        return [means, variances].map { values in Array64(shape: [channels]) { values[$0[0]] } }
    }

    static func map(_ x: Array64, _ function: (Double) -> Double) -> Array64 {
        var result = x
        result.values = x.values.map(function)
        return result
    }

    /// The elements along `axis` through a position.
    static func line(_ x: Array64, _ position: [Int], _ axis: Int) -> [Double] {
        (0..<x.shape[axis]).map { index in
            var p = position
            p[axis] = index
            return x[p]
        }
    }

    static func broadcastPosition(_ position: [Int], in shape: [Int]) -> [Int] {
        zip(position.suffix(shape.count), shape).map { $1 == 1 ? 0 : $0 }
    }
}
