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

extension LSTMLayer: LegacyWeights {
    /// Gates in the order i, c, f, o.
    func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] {
        forms(of: weights, gates: [0, 2, 1, 3])
    }
}

extension GRULayer: LegacyWeights {
    /// Gates in the order z, r, h.
    func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] { forms(of: weights, gates: [0, 1, 2]) }
}

extension ConvLSTM2DLayer: LegacyWeights {
    /// Gates in the order i, c, f, o; kernels `(filters, channels, rows, columns)` for `th`.
    func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] {
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

extension TimeDistributedLayer: LegacyWeights {
    func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] {
        guard let items = try? items(inputs) else { return [WeightForm(asTaken: weights)] }
        return inner.legacyForms(of: weights, inputs: items)
    }
}

extension BidirectionalLayer: LegacyWeights {
    /// Those of the forward layer, then those of the backward layer, in the same form.
    func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] {
        let half = weights.count / 2
        let (ahead, back) = (
            forward.legacyForms(of: Array(weights[..<half]), inputs: inputs),
            backward.legacyForms(of: Array(weights[half...]), inputs: inputs)
        )
        return zip(ahead, back).map { left, right in
            WeightForm(left.saved + right.saved) { tensors in
                left.convert(Array(tensors.prefix(left.saved.count))) + right.convert(Array(tensors.dropFirst(left.saved.count)))
            }
        }
    }
}

extension InnerLayer {
    /// The forms of a layer inside another. Of a model inside another all layers have their first form, or all their last.
    fileprivate func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] {
        if case .layer(let kind) = layer.kind { return kind.legacyForms(taking: weights, inputs: inputs) }
        guard let taken = try? measured(inputs) else { return [WeightForm(asTaken: weights)] }
        let candidates = layer.legacyForms(taken.weights, inputs: taken.inputs)
        return [candidates.map { $0[0] }, candidates.map { $0[$0.count - 1] }].map { forms in
            WeightForm(joining: forms, taken: taken.weights, of: layer)
        }
    }
}

extension WeightForm {
    /// The weights of all layers of a model, in the order in which a model's weights are saved.
    fileprivate init(joining forms: LayerTree<WeightForm>, taken: LayerTree<[WeightSpecification]>, of layer: NetworkLayer) {
        let slots = SavedWeights.slots(of: layer, forms.map(\.saved))
        let places = SavedWeights.slots(of: layer, taken)
        let saved = slots.map { slot in
            WeightSpecification(slot.specification.name, slot.specification.shape, isTrainable: slot.isTrainable)
        }
        self.init(saved) { tensors in
            var tree = forms.map { _ in [Tensor]() }
            for (slot, tensor) in zip(slots, tensors) { tree.append(tensor, at: slot.path[...]) }
            let converted = forms.joined(with: tree) { $0.convert($1) }
            return places.map { converted.leaf(at: $0.path[...])[$0.index] }
        }
    }
}
