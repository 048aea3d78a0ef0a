import Foundation
import NeuralNetwork

/// The power of a signal in bands that the ear hears as equally wide, `(batch, time)` to `(batch, bands, frames)` (Keras 3).
///
/// The spectrum is a convolution with sines and cosines under a window, the bands are a matrix product; with `power_to_db` both in
/// decibels, none more than `top_db` below the loudest of the whole batch.
struct MelSpectrogramLayer: SingleInputLayer {
    let length: Int
    let step: Int
    let frame: Int
    let window: String?
    let bands: MelBands
    let decibels: Decibels?
    let exponent: Float

    struct Decibels: Hashable, Sendable {
        let range: Float
        let least: Float
        let reference: Float
    }

    init(from options: inout LayerOptions) throws {
        length = try options.integer("fft_length", default: 2048)
        step = try options.integer("sequence_stride", default: 512)
        frame = try options.integer("sequence_length", default: length)
        guard frame <= length else {
            throw options.fault("sequence_length", expected: "at most fft_length, \(length)", found: .integer(frame))
        }
        let names = ["hann", "hamming"]
        window =
            options.has("window") && options.value("window") == nil
            ? nil : try options.choice("window", of: names, default: "hann")
        let rate = try options.number("sampling_rate", default: 16000)
        let (low, high) = (
            try options.number("min_freq", default: 20), try options.number("max_freq") ?? (rate / 2).rounded(.down)
        )
        bands = MelBands(
            count: try options.integer("num_mel_bins", default: 128), frequencies: length / 2 + 1, rate: rate, low: low,
            high: high)
        let (range, least, reference) = (
            try options.number("top_db", default: 80), try options.number("min_power", default: 1e-10),
            try options.number("ref_power", default: 1)
        )
        decibels =
            try options.flag("power_to_db", default: true) ? Decibels(range: range, least: least, reference: reference) : nil
        exponent = try options.number("mag_exp", default: 2)
    }

    func outputShape(of input: Shape) throws -> Shape {
        try input.expectRank(2, "signals (batch, time)")
        // Half a frame of its mirror image on both sides.
        let padded = input[1].map { $0 + length / 2 * 2 }
        let frames = try SlidingWindow(extent: length, stride: step).positions(.valid, vertical: false, length: padded)
        return [input[0], bands.count, frames]
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        if let time = graph.shape(of: x)[1], time <= length / 2 {
            throw ShapeMismatch(expected: "more than \(length / 2) samples, for their mirror image", found: "\(time)")
        }
        let half = length / 2
        let before = try graph.selection(x, [.all, .range(start: half, stop: 0, step: -1)])
        let after = try graph.selection(x, [.all, .range(start: -2, stop: -2 - half, step: -1)])
        let padded = try graph.insertAxes(graph.concatenate([before, x, after], axis: 1), at: [1, 3])
        let parts = try waves.map { try graph.convolution(padded, kernel: $0, strides: (1, step)) }
        var power = try graph.add(parts.map { try graph.math(.square, $0) })
        if exponent != 2 {
            power = try graph.pairwise(.power, power, graph.constant(Tensor(shape: [1], values: [exponent / 2])))
        }
        let frames = try graph.reshape(power, to: [-1, bands.frequencies])
        var result = try graph.dense(frames, weights: bands.matrix)
        if let decibels {
            let least = graph.constant(Tensor(shape: [1], values: [decibels.least]))
            let loudness = try graph.math(.logarithm10, graph.maximum([result, least]))
            let offset = -10 * Glibc.log10(max(abs(decibels.reference), decibels.least))
            result = try graph.scale(loudness, by: 10, offset: offset)
            let loudest = try graph.reduction(result, .maximum, axes: [0, 1, 2], keepDimensions: true)
            result = try graph.maximum([result, graph.scale(loudest, by: 1, offset: -decibels.range)])
        }
        return try graph.transpose(result, permutation: [0, 2, 1])
    }

    /// Cosines and sines of all frequencies under the window, `(1, length, 1, frequencies)` each.
    private var waves: [Tensor] {
        let start = (length - frame) / 2
        let weights = (0..<length).map { place -> Double in
            guard (start..<(start + frame)).contains(place), let window else { return window == nil ? 1 : 0 }
            let cosine = cos(2 * .pi * Double(place - start) / Double(frame))
            return window == "hann" ? 0.5 - 0.5 * cosine : 0.54 - 0.46 * cosine
        }
        // Each wave takes its values from one period.
        let period = (0..<length).map { 2 * Double.pi * Double($0) / Double(length) }
        return [period.map(cos), period.map { -sin($0) }].map { wave in
            Tensor(shape: [1, length, 1, bands.frequencies]) { values in
                for place in 0..<length {
                    for frequency in 0..<bands.frequencies {
                        values[place * bands.frequencies + frequency] =
                            Float(weights[place] * wave[place * frequency % length])
                    }
                }
            }
        }
    }
}
