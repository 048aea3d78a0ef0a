import NeuralNetwork

/// The spectrum of the frames of a signal, by convolutions with two kernels that are weights (Keras 3).
///
/// Takes `(batch, time, channels)`; gives `(batch, frames, channels · frequencies)`, with `expand_dims`
/// `(batch, frames, frequencies, channels)`. Kernels `(frame, 1, frequencies)`, none for the part that `mode` doesn't need.
struct STFTSpectrogramLayer: SingleInputLayer {
    enum Mode: String, Sendable, CaseIterable { case log, magnitude, psd, real, imag, angle, stft }

    let mode: Mode
    let frame: Int
    let step: Int
    let length: Int
    let padding: NeuralNetwork.Padding
    let expands: Bool
    let format: DataFormat

    init(from options: inout LayerOptions) throws {
        mode = Mode(rawValue: try options.choice("mode", of: Mode.allCases.map(\.rawValue), default: "log"))!
        frame = try options.integer("frame_length", default: 256)
        step = try options.integer("frame_step", default: max(frame / 2, 1))
        var power = 1
        while power < frame { power *= 2 }
        length = try options.integer("fft_length", default: power)
        padding = try options.padding()
        expands = try options.flag("expand_dims", default: false)
        format = try options.dataFormat()
        // The weights hold the window.
        options.ignore("window", "periodic", "scaling")
    }

    private var frequencies: Int { length / 2 + 1 }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let shape = [frame, 1, frequencies]
        return (mode == .imag ? [] : [WeightSpecification("real_kernel", shape)])
            + (mode == .real ? [] : [WeightSpecification("imag_kernel", shape)])
    }

    func outputShape(of input: Shape) throws -> Shape {
        let signal = try format.toChannelsLast(sequence: input)
        let frames = try SlidingWindow(extent: frame, stride: step).positions(padding, vertical: false, length: signal[1])
        let (channels, count) = (try signal.known(2), frequencies * (mode == .stft ? 2 : 1))
        guard expands else { return format.fromChannelsLast(sequence: [signal[0], frames, channels * count]) }
        return format == .channelsLast ? [signal[0], frames, count, channels] : [signal[0], channels, frames, count]
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        // Channels as rows of an image of one channel, `(batch, channels, time, 1)`.
        let rows = format == .channelsLast ? try graph.transpose(x, permutation: [0, 2, 1]) : x
        let image = try graph.insertAxes(rows, at: [3])
        func part(_ kernel: Tensor) throws -> Graph.Value {
            try graph.convolution(
                image, kernel: kernel.asImageKernel, strides: (1, step),
                padding: padding == .same ? .same : .valid)
        }
        let parts = try weights.map(part)
        let spectrum = try self.spectrum(parts, in: &graph)
        // `(batch, channels, frames, frequencies)`.
        let shape = graph.shape(of: spectrum)
        let (channels, count) = (try shape.known(1), try shape.known(3))
        switch (format, expands) {
        case (.channelsLast, true): return try graph.transpose(spectrum, permutation: [0, 2, 3, 1])
        case (.channelsFirst, true): return spectrum
        case (.channelsLast, false):
            return try graph.reshape(graph.transpose(spectrum, permutation: [0, 2, 1, 3]), to: [-1, channels * count])
        case (.channelsFirst, false):
            return try graph.reshape(graph.transpose(spectrum, permutation: [0, 1, 3, 2]), to: [channels * count, -1])
        }
    }

    private func spectrum(_ parts: [Graph.Value], in graph: inout Graph) throws -> Graph.Value {
        switch mode {
        case .real, .imag: return parts[0]
        case .angle: return try graph.pairwise(.arcTangent, parts[1], parts[0])
        case .stft: return try graph.concatenate(parts, axis: 3)
        case .psd, .magnitude, .log: break
        }
        let power = try graph.add(parts.map { try graph.math(.square, $0) })
        if mode == .psd {
            // All but the first and the last frequency stand for two.
            let factors = (0..<frequencies).map { Float($0 == 0 || $0 == frequencies - 1 ? 1 : 2) }
            return try graph.multiply([power, graph.constant(Tensor(shape: [frequencies], values: factors))])
        }
        let least = graph.constant(Tensor(shape: [1], values: [1e-7]))
        let magnitude = try graph.math(.squareRoot, graph.maximum([power, least]))
        return mode == .magnitude ? magnitude : try graph.math(.logarithm, graph.maximum([magnitude, least]))
    }
}
