import CWinograd

/// A 3×3 convolution by our own Winograd F(4×4, 3×3). oneDNN 2 has one for AVX-512 alone, oneDNN 3 has none.
///
/// It reads and writes blocks of as many channels as a vector holds, the layout of oneDNN's direct kernels for AVX2, or channels side by side,
/// that of its kernels for AVX-512, and adds the bias, another value and a ReLU of any slope and ceiling while it has a result in a
/// register. What it reads of the weights is four times as large as they are (`TiledWinogradWeights`).
struct TiledWinograd: Sendable {
    let shape: winograd_shape
    let source: Layout
    let destination: Layout
    /// The first followups, which it does itself.
    let accepted: Int
    /// The node's input that is added.
    let addend: Int?
    private let slope: Float
    private let ceiling: Float

    /// Nil where the window is another one.
    ///
    /// - Parameters:
    ///   - present: how the source lies by now. Where its channels come last, those of the result may do so too.
    ///   - lanes: 4, 8 or 16; nil for as many as the processor's vectors hold.
    init?(_ shapes: ConvolutionShapes, present: Layout, followups: [Followup], threads: Int, lanes: Int? = nil) throws {
        let (source, destination, geometry) = (shapes.source, shapes.destination, shapes.geometry)
        guard shapes.kernelView.dimensions.suffix(3).elementsEqual([source[1], 3, 3]), geometry.strides == [1, 1],
            geometry.gaps == [0, 0]
        else { return nil }
        let lanes = lanes ?? winograd_lanes()
        let rowMajor = try Layout(channelsLast: source)
        let isChannelsLast = source[1] % lanes == 0 && destination[1] % lanes == 0 && present.isSame(as: rowMajor)
        shape = winograd_shape(
            lanes: lanes, batch: source[0], channels: source[1], filters: destination[1], height: source[2], width: source[3],
            rows: destination[2], columns: destination[3], padding_top: geometry.paddingBefore[0],
            padding_left: geometry.paddingBefore[1], is_channels_last: isChannelsLast, threads: threads)
        self.source = isChannelsLast ? rowMajor : try Layout(channelBlocks: lanes, dimensions: source)
        self.destination =
            isChannelsLast ? try Layout(channelsLast: destination) : try Layout(channelBlocks: lanes, dimensions: destination)
        var rest = followups[...]
        var addend: Int?
        if case .add(let input)? = rest.first { (addend, rest) = (input, rest.dropFirst()) }
        self.addend = addend
        if case .activation(let activation)? = rest.first, let line = activation.brokenLine {
            (slope, ceiling) = line
            rest = rest.dropFirst()
        } else {
            (slope, ceiling) = (1, .infinity)
        }
        accepted = followups.count - rest.count
    }

    /// How many floats its vectors hold.
    var lanes: Int { shape.lanes }

    /// What a run needs for itself.
    var scratch: Layout {
        get throws { try Layout(rowMajor: [withUnsafePointer(to: shape) { winograd_scratch_count($0) }]) }
    }

    /// Computes `destination`, which may be where `addend` lies.
    func run(
        _ source: UnsafePointer<Float>, weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        addend: UnsafePointer<Float>?, scratch: UnsafeMutablePointer<Float>, into destination: UnsafeMutablePointer<Float>
    ) {
        var (shape, finish) = (shape, winograd_finish(bias: bias, addend: addend, slope: slope, ceiling: ceiling))
        winograd_run(&shape, source, weights, &finish, scratch, destination)
    }
}

extension TiledWinograd {
    static let implementation = "framerill:winograd"

    /// The loop that a plan runs. Its operands: source, weights, bias if there is one, addend if there is one, scratch, destination.
    func kernel(hasBias: Bool) -> Kernel {
        Kernel(name: Self.implementation) { memory in
            var place = 2
            func next() -> UnsafeMutablePointer<Float> {
                defer { place += 1 }
                return memory[place]
            }
            let bias = hasBias ? next() : nil
            let other = addend == nil ? nil : next()
            let scratch = next()
            run(memory[0], weights: memory[1], bias: bias, addend: other, scratch: scratch, into: next())
        }
    }
}

extension Activation {
    /// `min(max(x, 0) + slope · min(x, 0), ceiling)`, where it is that.
    var brokenLine: (slope: Float, ceiling: Float)? {
        switch self {
        case .linear: (1, .infinity)
        case .relu(let maximum, let slope, 0): (slope, maximum ?? .infinity)
        case .leakyRelu(let alpha): (alpha, .infinity)
        case .relu6: (0, 6)
        default: nil
        }
    }
}
