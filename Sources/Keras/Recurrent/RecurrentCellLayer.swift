import NeuralNetwork

/// A cell of a recurrent layer, as its own configuration or that of the layer around it describes it.
struct RecurrentCellLayer: Sendable {
    enum Kind: String, Sendable {
        case simple = "SimpleRNN"
        case gru = "GRU"
        case lstm = "LSTM"
    }

    let units: Int
    let cell: RecurrentCell
    let usesBias: Bool
    /// Weights as CuDNN holds them: each gate's matrix transposed, and a second bias.
    let isCuDNN: Bool
    let dropout: RecurrentDropout

    /// Reads what belongs to the cell.
    init(_ kind: Kind, from options: inout LayerOptions, isCuDNN: Bool = false) throws {
        self.isCuDNN = isCuDNN
        units = try options.integer("units")
        usesBias = isCuDNN ? true : try options.flag("use_bias", default: true)
        // CuDNN has no other functions.
        let activation = isCuDNN ? .tanh : try options.activation("activation", default: "tanh")
        let absent = options.context.version.major >= 3 ? "sigmoid" : "hard_sigmoid"
        func gate() throws -> NeuralNetwork.Activation {
            isCuDNN ? .sigmoid : try options.activation("recurrent_activation", default: absent)
        }
        switch kind {
        case .simple: cell = .simple(activation)
        case .lstm: cell = .lstm(activation, gate: try gate())
        case .gru:
            // Early files of Keras 2 don't have the option: the reset came before the product then.
            let resetsAfter = isCuDNN ? true : try options.flag("reset_after", default: false)
            cell = .gru(activation, gate: try gate(), resetsAfter: resetsAfter)
        }
        dropout = try RecurrentDropout(of: cell, usesBias: usesBias, from: &options)
        options.ignore("unit_forget_bias", "cache_size")
    }

    /// Keras' class of the cell.
    var className: String {
        let kind: Kind =
            switch cell {
            case .simple: .simple
            case .lstm: .lstm
            case .gru: .gru
            }
        return kind.rawValue + "Cell"
    }

    var resetsAfter: Bool { if case .gru(_, _, true) = cell { true } else { false } }

    private var biasShape: [Int] {
        let width = units * cell.gates
        return isCuDNN ? [2 * width] : resetsAfter ? [2, width] : [width]
    }

    func weights(inputs: Int) -> [WeightSpecification] {
        let width = units * cell.gates
        return [WeightSpecification("kernel", [inputs, width]), WeightSpecification("recurrent_kernel", [units, width])]
            + (usesBias ? [WeightSpecification("bias", biasShape)] : [])
    }

    /// Adds the recurrence over `x`, `[batch, steps, inputs]`.
    ///
    /// - Parameter weights: those that `weights(inputs:)` asked for.
    func lower(
        _ x: MaskedValue, weights: [Tensor], initialStates: [Graph.Value], zeroesMasked: Bool, order: RecurrenceOrder,
        into graph: inout Graph
    ) throws -> RecurrenceResult {
        let weights = isCuDNN ? fromCuDNN(weights) : weights
        if graph.isTraining && dropout.drops || resetsAfter && usesBias && weights[2].notes?.variable != nil {
            return try lowerTrained(
                x, weights: weights, initialStates: initialStates, zeroesMasked: zeroesMasked, order: order, into: &graph)
        }
        var (bias, recurrentBias): (Tensor?, Tensor?) = (usesBias ? weights[2] : nil, nil)
        if let both = bias, resetsAfter {
            let width = units * cell.gates
            bias = both.rows(0..<1).reshaped(to: [width])
            recurrentBias = both.rows(1..<2).reshaped(to: [width])
        }
        return try graph.recurrence(
            x.value, cell, kernel: weights[0], recurrentKernel: weights[1], bias: bias, recurrentBias: recurrentBias,
            mask: x.mask, zeroesMasked: zeroesMasked, initialStates: initialStates, order: order)
    }

    /// The weights as the other layers hold them (Keras' `_convert_rnn_weights`). The two biases of an LSTM are added.
    private func fromCuDNN(_ weights: [Tensor]) -> [Tensor] {
        let width = units * cell.gates
        if case .gru = cell { return [reordered(weights[0]), reordered(weights[1]), weights[2].reshaped(to: [2, width])] }
        let values = weights[2].values
        let bias = Tensor(shape: [width], values: (0..<width).map { values[$0] + values[width + $0] })
        return [reordered(weights[0]), reordered(weights[1]), bias]
    }

    /// CuDNN reads the elements of each gate's matrix `[inputs, units]` as one `[units, inputs]`.
    private func reordered(_ kernel: Tensor) -> Tensor {
        let (inputs, width) = (kernel.shape[0], units * cell.gates)
        let values = kernel.values
        return Tensor(shape: kernel.shape) { result in
            for gate in 0..<cell.gates {
                for row in 0..<inputs {
                    for unit in 0..<units {
                        let place = unit * inputs + row
                        result[row * width + gate * units + unit] = values[place / units * width + gate * units + place % units]
                    }
                }
            }
        }
    }
}
