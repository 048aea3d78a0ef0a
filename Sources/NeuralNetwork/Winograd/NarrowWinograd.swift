import CNarrowWinograd
import COneDNN

/// A 3×3 convolution of whole numbers by our own Winograd F(4×4, 3×3), which multiplies numbers of 16 bits: for processors whose products of bytes
/// aren't faster than those (AVX2 without VNNI), or twice as fast (AVX-512 with VNNI), for it needs a quarter of them.
///
/// It reads and writes images with channels last, as oneDNN's kernels for whole numbers do, and adds the bias and does a ReLU of any slope and
/// ceiling while it has a result in a register. Its transformed kernels are eight times as large as those of 8 bits.
struct NarrowWinograd: Sendable {
    let shape: narrow_winograd_shape
    let source: Layout
    let destination: Layout
    /// The first followups, which it does itself: all, or the result is float32.
    let accepted: Int
    let result: NumberFormat
    private let sourceScale: Float
    private let slope: Float
    private let ceiling: Float

    /// Nil where the window is another one, or something is added to the result.
    ///
    /// - Parameters:
    ///   - format: of the source.
    ///   - wanted: of the result; float32 where it can't be that.
    ///   - lanes: 4, 8 or 16; nil for as many as the processor's vectors hold.
    init?(
        _ shapes: ConvolutionShapes, from format: NumberFormat, wanted: NumberFormat, followups: [Followup], threads: Int,
        lanes: Int? = nil
    ) throws {
        let (source, destination, geometry) = (shapes.source, shapes.destination, shapes.geometry)
        guard format.elementType == .int8 || format.elementType == .uint8,
            shapes.kernelView.dimensions.suffix(3).elementsEqual([source[1], 3, 3]), geometry.strides == [1, 1],
            geometry.gaps == [0, 0], !followups.contains(where: { if case .add = $0 { true } else { false } })
        else { return nil }
        shape = narrow_winograd_shape(
            batch: source[0], channels: source[1], filters: destination[1], height: source[2], width: source[3],
            rows: destination[2], columns: destination[3], padding_top: geometry.paddingBefore[0],
            padding_left: geometry.paddingBefore[1], source_is_signed: format.elementType == .int8,
            lanes: lanes ?? narrow_winograd_lanes(),
            threads: threads)
        sourceScale = format.scale
        if case .activation(let activation)? = followups.first, let line = activation.brokenLine {
            (slope, ceiling, accepted) = (line.slope, line.ceiling, 1)
        } else {
            (slope, ceiling, accepted) = (1, .infinity, 0)
        }
        result = accepted == followups.count && wanted != .bfloat16 ? wanted : .float32
        self.source = try Layout(channelsLast: source, of: format.elementType)
        self.destination = try Layout(channelsLast: destination, of: result.elementType)
    }

    /// Whether this processor runs it faster than it multiplies bytes. Those that multiply tiles of bytes (AMX) don't, and of those with short
    /// vectors and VNNI it isn't known.
    static var isFast: Bool {
        framerill_sums_bytes_exactly() ? hasLongVectors && !framerill_multiplies_tiles() : narrow_winograd_lanes() > 4
    }

    /// Whether it computes with AVX-512 and VNNI.
    static var hasLongVectors: Bool { narrow_winograd_lanes() == 16 }

    var weightBytes: Int { withUnsafePointer(to: shape) { narrow_winograd_weight_bytes($0) } }

    /// What a run needs for itself.
    var scratch: Layout {
        get throws { try Layout(rowMajor: [(withUnsafePointer(to: shape) { narrow_winograd_scratch_bytes($0) } + 3) / 4]) }
    }
}

extension NarrowWinograd {
    static let implementation = "framerill:winograd:int8"

    /// The loop that a plan runs. Its operands: source, weights, bias if there is one, scratch, destination.
    func kernel(hasBias: Bool) -> Kernel {
        let kind =
            switch result {
            case .int8: NARROW_WINOGRAD_INT8
            case .uint8: NARROW_WINOGRAD_UINT8
            case .float32, .bfloat16: NARROW_WINOGRAD_FLOAT
            }
        return Kernel(name: Self.implementation) { memory in
            var shape = shape
            let place = hasBias ? 3 : 2
            var finish = narrow_winograd_finish(
                bias: hasBias ? UnsafePointer(memory[2]) : nil, source_scale: sourceScale, slope: slope, ceiling: ceiling,
                scale: result.scale, result: kind)
            narrow_winograd_run(&shape, memory[0], memory[1], &finish, memory[place], memory[place + 1])
        }
    }
}
