import NeuralNetwork

/// What a recurrent layer drops while it is trained: of its inputs and of its states, the same at each step of a sequence.
struct RecurrentDropout: Sendable {
    let rate: Float
    let recurrentRate: Float
    private let seed: Int?
    /// Whether each gate drops others of the inputs: `implementation` 1, which Keras takes for whatever drops states.
    private let dropsByGate: Bool
    /// Whether each step drops others of the inputs, as the fused LSTM and GRU of tf.keras have it.
    private let dropsByStep: Bool

    init(of cell: RecurrentCell, usesBias: Bool, from options: inout LayerOptions) throws {
        func rate(_ option: String) throws -> Float { min(max(Float(try options.number(option, default: 0)), 0), 1) }
        (self.rate, recurrentRate) = (try rate("dropout"), try rate("recurrent_dropout"))
        seed = options.value("seed")?.integer
        let isFirst = (options.value("implementation")?.integer ?? 2) == 1
        dropsByGate = cell.gates > 1 && (isFirst || recurrentRate > 0)
        let isFused =
            switch cell {
            case .lstm(.tanh, gate: .sigmoid), .gru(.tanh, gate: .sigmoid, resetsAfter: true):
                ["LSTM", "GRU"].contains(options.className)
            default: false
            }
        dropsByStep = isFused && usesBias && recurrentRate == 0 && options.context.version.major < 3
    }

    var drops: Bool { rate > 0 || recurrentRate > 0 }

    /// The inputs `[batch, steps, inputs]` times the kernel, for each gate by itself where each drops others.
    func projection(_ x: Graph.Value, kernel: Tensor, gates: Int, into graph: inout Graph) throws -> Graph.Value {
        guard graph.isTraining, rate > 0 else { return try graph.dense(x, weights: kernel) }
        let noiseShape: [Int?]? = dropsByStep ? nil : [nil, 1, nil]
        guard dropsByGate else {
            return try graph.dense(graph.dropped(x, rate: rate, noiseShape: noiseShape, seed: seed), weights: kernel)
        }
        let (whole, units) = (graph.constant(kernel), kernel.shape[1] / gates)
        let parts = try (0..<gates).map { gate in
            let columns = AxisSelection.range(start: gate * units, stop: (gate + 1) * units, step: 1)
            let own = try graph.dropped(x, rate: rate, noiseShape: [nil, 1, nil], seed: seed.map { $0 + gate })
            let product = try graph.matrixProduct(graph.foldSteps(own), graph.selection(whole, [.all, columns]))
            return try graph.unfoldSteps(product, like: x)
        }
        return try graph.concatenate(parts, axis: -1)
    }

    /// What the state is multiplied by for each gate, `[gates, batch, units]`; nil where nothing of it is dropped.
    func stateFactors(_ x: Graph.Value, units: Int, gates: Int, into graph: inout Graph) throws -> Graph.Value? {
        guard graph.isTraining, recurrentRate > 0, let batch = graph.shape(of: x)[0] else { return nil }
        let shape = [gates, batch, units]
        let ones = graph.constant(Tensor(shape: shape, values: Array(repeating: 1, count: shape.reduce(1, *))))
        return try graph.dropped(ones, rate: recurrentRate, seed: seed.map { $0 + gates })
    }
}

extension RecurrentCellLayer {
    /// The recurrence with what only training has: dropout, and parts of variables that are cut from them in each step.
    func lowerTrained(
        _ x: MaskedValue, weights: [Tensor], initialStates: [Graph.Value], zeroesMasked: Bool, order: RecurrenceOrder,
        into graph: inout Graph
    ) throws -> RecurrenceResult {
        let width = units * cell.gates
        var biases: [Graph.Value] = []
        if usesBias {
            let whole = graph.constant(weights[2].reshaped(to: [weights[2].count]))
            biases = try (0..<(resetsAfter ? 2 : 1)).map { row in
                try graph.selection(whole, [.range(start: row * width, stop: (row + 1) * width, step: 1)])
            }
        }
        var projected = try dropout.projection(x.value, kernel: weights[0], gates: cell.gates, into: &graph)
        if let bias = biases.first { projected = try graph.add([projected, bias]) }
        return try graph.recurrence(
            projected: projected, cell, kernel: graph.constant(weights[1]), recurrentBias: biases.dropFirst().first,
            mask: x.mask, zeroesMasked: zeroesMasked,
            stateFactors: dropout.stateFactors(x.value, units: units, gates: cell.gates, into: &graph),
            initialStates: initialStates, order: order)
    }
}
