import NeuralNetwork

/// A long short-term memory whose products are convolutions, over `(batch, steps, space…, channels)`.
///
/// Kernels `(size…, channels, 4 · filters)` and `(size…, filters, 4 · filters)`, gates in the order i, f, c, o. Inputs behind the first
/// are the initial states. Gives the last image, or all with `return_sequences`, and both states with `return_state`.
protocol ConvLSTMLayer: DirectedLayer {
    /// The axes of space.
    static var rank: Int { get }
    var memory: ConvolutionalMemory { get }

    init(memory: ConvolutionalMemory)
}

/// What a layer of this kind is configured to.
struct ConvolutionalMemory: Hashable, Sendable {
    let filters: Int
    let window: SpaceWindow
    let usesBias: Bool
    let cell: RecurrentCell
    let options: RecurrentOptions

    init(from options: inout LayerOptions, rank: Int) throws {
        filters = try options.integer("filters")
        window = try .convolution(&options, rank: rank)
        usesBias = try options.flag("use_bias", default: true)
        let activation = try options.activation("activation", default: "tanh")
        let gate = try options.activation(
            "recurrent_activation", default: options.context.version.major >= 3 ? "sigmoid" : "hard_sigmoid")
        cell = .lstm(activation, gate: gate)
        self.options = try RecurrentOptions(from: &options)
        options.ignore("dropout", "recurrent_dropout", "unit_forget_bias", "seed")
    }
}

extension ConvLSTMLayer {
    init(from options: inout LayerOptions) throws {
        self.init(memory: try ConvolutionalMemory(from: &options, rank: Self.rank))
    }

    var goesBackwards: Bool { memory.options.goesBackwards }

    private var window: SpaceWindow { memory.window }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] {
        let (channels, width) = (
            try window.format.toChannelsLast(image(of: inputs), rank: Self.rank).known(-1), 4 * memory.filters
        )
        return [
            WeightSpecification("kernel", window.size + [channels, width], slidingAxes: Self.rank),
            WeightSpecification("recurrent_kernel", window.size + [memory.filters, width], slidingAxes: Self.rank),
        ] + (memory.usesBias ? [WeightSpecification("bias", [width])] : [])
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        guard inputs.count == 1 || inputs.count == 3 else {
            throw ShapeMismatch(expected: "a sequence, and none or 2 initial states", found: "\(inputs.count) inputs")
        }
        let state = try window.outputShape(of: image(of: inputs)) { _ in memory.filters }
        let output = memory.options.returnsSequences ? [state[0], inputs[0][1]] + state.dropFirst() : state
        return [output] + (memory.options.returnsState ? [state, state] : [])
    }

    private func image(of inputs: [Shape]) throws -> Shape {
        guard let input = inputs.first, input.count == Self.rank + 3 else {
            throw ShapeMismatch(
                expected: "a sequence of \(Self.rank + 3) axes, batch and steps first", found: inputs.first?.pythonText ?? "none")
        }
        return [input[0]] + input.dropFirst(2)
    }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], givesBackwards: Bool, into graph: inout Graph
    ) throws -> [MaskedValue] {
        let (isFirst, rank) = (window.format == .channelsFirst, Self.rank)
        let (toLast, toFirst) = (window.format.toChannelsLastOrder(rank: rank), window.format.toChannelsFirstOrder(rank: rank))
        let x = inputs[0].value
        var images = try graph.foldSteps(x)
        if isFirst { images = try graph.transpose(images, permutation: toLast) }
        let projected = try graph.convolution(images, window, kernel: weights[0], bias: memory.usesBias ? weights[2] : nil)
        let initial = try inputs.dropFirst().map { isFirst ? try graph.transpose($0.value, permutation: toLast) : $0.value }
        let order = RecurrenceOrder(readsBackwards: goesBackwards, givesBackwards: givesBackwards)
        let unread = memory.options.zeroesByUnreadMask ? inputs[0].mask : nil
        let result = try graph.recurrence(
            projected: graph.unfoldSteps(projected, like: x), memory.cell, kernel: weights[1], mask: inputs[0].mask,
            zeroesMasked: memory.options.zeroesMasked && unread == nil, initialStates: initial, order: order)
        let states = memory.options.returnsState ? try (0..<2).map { try graph.state($0, of: result) } : []
        var ends = memory.options.returnsSequences ? states : [try graph.last(of: result)] + states
        if isFirst { ends = try ends.map { try graph.transpose($0, permutation: toFirst) } }
        guard memory.options.returnsSequences else { return ends.map { MaskedValue($0) } }
        var sequence = try graph.sequence(of: result)
        if let unread { sequence = try graph.zeroed(sequence, by: unread, isReversed: givesBackwards) }
        if isFirst {
            sequence = try graph.transpose(sequence, permutation: window.format.toChannelsFirstOrder(rank: rank, leading: 2))
        }
        return [MaskedValue(sequence, mask: inputs[0].mask)] + ends.map { MaskedValue($0) }
    }
}
