import NeuralNetwork

/// Recurrent layers, which Keras 1 wrote with a kernel, a recurrent kernel and a bias for each gate, unless told to save memory.
extension RecurrentLayer {
    /// - Parameter gates: where in the file each of the layer's gates lies.
    fileprivate func forms(of weights: [WeightSpecification], gates: [Int]) -> [WeightForm] {
        guard weights.count == 3 else { return [WeightForm(asTaken: weights)] }
        let parts = weights.map { Array($0.shape.dropLast()) + [$0.shape[$0.shape.count - 1] / gates.count] }
        return [.gates(weights, order: gates, parts: parts), WeightForm(asTaken: weights)]
    }
}

extension LSTM: LegacyWeights {
    /// Gates in the order i, c, f, o.
    func legacyForms(of weights: [WeightSpecification]) -> [WeightForm] { forms(of: weights, gates: [0, 2, 1, 3]) }
}

extension GRU: LegacyWeights {
    /// Gates in the order z, r, h.
    func legacyForms(of weights: [WeightSpecification]) -> [WeightForm] { forms(of: weights, gates: [0, 1, 2]) }
}

extension ConvLSTM2D: LegacyWeights {
    /// Gates in the order i, c, f, o; kernels `(filters, channels, rows, columns)` for `th`.
    func legacyForms(of weights: [WeightSpecification]) -> [WeightForm] {
        guard weights.count == 3 else { return [WeightForm(asTaken: weights)] }
        let (gates, isFirst) = ([0, 2, 1, 3], memory.window.format == .channelsFirst)
        let parts = weights.map { weight in
            let part = Array(weight.shape.dropLast()) + [weight.shape[weight.shape.count - 1] / 4]
            return isFirst && part.count == 4 ? [3, 2, 0, 1].map { part[$0] } : part
        }
        return [
            .gates(
                weights, order: gates, convert: { isFirst && $0.shape.count == 4 ? $0.transposed([2, 3, 1, 0]) : $0 },
                parts: parts),
            WeightForm(asTaken: weights),
        ]
    }
}

extension TimeDistributed: LegacyWeights {
    func legacyForms(of weights: [WeightSpecification]) -> [WeightForm] { inner.legacyForms(of: weights) }
}

extension Bidirectional: LegacyWeights {
    /// Those of the forward layer, then those of the backward layer, in the same form.
    func legacyForms(of weights: [WeightSpecification]) -> [WeightForm] {
        let half = weights.count / 2
        let (ahead, back) = (
            forward.legacyForms(of: Array(weights[..<half])), backward.legacyForms(of: Array(weights[half...]))
        )
        return zip(ahead, back).map { left, right in
            WeightForm(left.saved + right.saved) { tensors in
                left.convert(Array(tensors.prefix(left.saved.count))) + right.convert(Array(tensors.dropFirst(left.saved.count)))
            }
        }
    }
}

extension InnerLayer {
    fileprivate func legacyForms(of weights: [WeightSpecification]) -> [WeightForm] {
        guard case .layer(let kind) = layer.kind else { return [WeightForm(asTaken: weights)] }
        return kind.legacyForms(taking: weights)
    }
}
