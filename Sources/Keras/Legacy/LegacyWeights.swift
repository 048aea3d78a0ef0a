import NeuralNetwork

/// A layer whose weights Keras 1 wrote in another form than Keras 2.
///
/// Sources: `preprocess_weights_for_loading` of Keras 2, and `build` of the layers of Keras 1.0.8 and 1.2.2.
protocol LegacyWeights {
    /// The forms that files of Keras 1 hold, of which the first that fits is taken.
    ///
    /// - Parameters:
    ///   - weights: what the layer takes.
    ///   - inputs: the shapes of what its first call is given.
    func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm]
}

/// A kernel's shape in a file, and how it becomes the layer's own.
struct KernelForm: Sendable {
    let shape: [Int]
    let convert: @Sendable (Tensor) -> Tensor

    /// The kernel of the shape `kernel` with the axes `axes` of it in the file.
    init(_ kernel: [Int], axes: [Int]) {
        let inverse = axes.indices.map { axes.firstIndex(of: $0)! }
        shape = axes.map { kernel[$0] }
        convert = { $0.transposed(inverse) }
    }

    init(_ shape: [Int], convert: @escaping @Sendable (Tensor) -> Tensor = { $0 }) {
        self.shape = shape
        self.convert = convert
    }
}

extension NetworkLayer {
    /// For the layer, or for each layer inside it, the forms in which Keras 1 may have written its weights.
    func legacyForms(_ weights: LayerTree<[WeightSpecification]>, inputs: LayerTree<[Shape]>) -> LayerTree<[WeightForm]> {
        switch (kind, weights, inputs) {
        case (.network(let network), .network(let trees), .network(let inner)):
            .network(zip(network.layers, zip(trees, inner)).map { $0.legacyForms($1.0, inputs: $1.1) })
        case (.layer(let layer), .layer(let specifications), .layer(let inputs)):
            .layer(layer.legacyForms(taking: specifications, inputs: inputs))
        default: preconditionFailure("layer \"\(name)\" has weights of another kind: \(weights)")
        }
    }
}

extension Layer {
    /// The forms of `weights` in files of Keras 1: the layer's own, or the one in which it takes them.
    func legacyForms(taking weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] {
        guard !weights.isEmpty, let layer = self as? any LegacyWeights else { return [WeightForm(asTaken: weights)] }
        return layer.legacyForms(of: weights, inputs: inputs)
    }
}

extension LegacyWeights {
    /// One form for each way to lay the first weight, the kernel; the others lie as they are taken.
    func forms(of weights: [WeightSpecification], kernel ways: [KernelForm]) -> [WeightForm] {
        ways.map { way in
            WeightForm([weights[0].shaped(way.shape)] + weights.dropFirst()) { [way.convert($0[0])] + $0.dropFirst() }
        }
    }
}

extension WeightSpecification {
    func shaped(_ shape: [Int]) -> WeightSpecification { WeightSpecification(name, shape, isTrainable: isTrainable) }
}

extension Conv2DLayer: LegacyWeights {
    /// `(filters, channels, rows, columns)` for `th`, else as in Keras 2; the other one where only that fits.
    func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] {
        let kernel = weights[0].shape
        let (first, last) = (KernelForm(kernel, axes: [3, 2, 0, 1]), KernelForm(kernel))
        return forms(of: weights, kernel: window.format == .channelsFirst ? [first, last] : [last, first])
    }
}

extension Conv2DTransposeLayer: LegacyWeights {
    /// `(filters, channels, rows, columns)` for `th`, `(rows, columns, channels, filters)` for `tf`.
    func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] {
        let kernel = weights[0].shape
        let (first, last) = (KernelForm(kernel, axes: [2, 3, 0, 1]), KernelForm(kernel, axes: [0, 1, 3, 2]))
        return forms(of: weights, kernel: window.format == .channelsFirst ? [first, last] : [last, first])
    }
}

extension SeparableConv2DLayer: LegacyWeights {
    /// For `th` both kernels have their first axes last: `(multiplier, channels, rows, columns)`, `(filters, all, 1, 1)`.
    func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] {
        let saved = weights.prefix(2).map { weight in weight.shaped([3, 2, 0, 1].map { weight.shape[$0] }) }
        let first = WeightForm(saved + weights.dropFirst(2)) { tensors in
            tensors.prefix(2).map { $0.transposed([2, 3, 1, 0]) } + tensors.dropFirst(2)
        }
        let last = WeightForm(asTaken: weights)
        return window.format == .channelsFirst ? [first, last] : [last, first]
    }
}

extension Conv1DLayer: LegacyWeights {
    /// `(steps, 1, channels, filters)`, and `(filters, channels, steps, 1)` up to Keras 1.0.
    func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] {
        let kernel = weights[0].shape
        return forms(
            of: weights,
            kernel: [
                KernelForm([kernel[0], 1, kernel[1], kernel[2]]) { $0.reshaped(to: kernel) },
                KernelForm([kernel[2], kernel[1], kernel[0], 1]) { $0.transposed([2, 3, 1, 0]).reshaped(to: kernel) },
            ])
    }
}

extension PReLULayer: LegacyWeights {
    func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] { WeightForm.shared(weights) }
}

extension WeightForm {
    /// The forms of weights of one shape that may be shared along axes, which Keras 1 didn't write: extent 1 along those.
    static func shared(_ weights: [WeightSpecification]) -> [WeightForm] {
        let shape = weights[0].shape
        // Few axes shared before many, and none first.
        let choices = (0..<(1 << min(shape.count, 6))).sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
        return choices.map { choice in
            let saved = shape.indices.map { choice >> $0 & 1 == 1 ? 1 : shape[$0] }
            return WeightForm(weights.map { $0.shaped(saved) }) { $0.map { $0.repeated(to: shape) } }
        }
    }

    /// The form of a recurrent layer with a kernel, a recurrent kernel and a bias for each gate.
    ///
    /// - Parameters:
    ///   - gates: where in the file each of the layer's gates lies.
    ///   - convert: makes of one gate's tensor one of the layer's axes.
    ///   - parts: the shapes of one gate's tensors in the file.
    static func gates(
        _ weights: [WeightSpecification], order gates: [Int], convert: @escaping @Sendable (Tensor) -> Tensor = { $0 },
        parts: [[Int]]
    ) -> WeightForm {
        let saved = gates.indices.flatMap { gate in
            zip(weights, parts).map { weight, shape in WeightSpecification("\(weight.name) of gate \(gate)", shape) }
        }
        return WeightForm(saved) { tensors in
            parts.indices.map { kind in
                Tensor(joiningLastAxes: gates.map { gate in convert(tensors[gate * parts.count + kind]) })
            }
        }
    }
}
