import CResample

/// What is done to rows of pixels in inner loops, in the vector instructions of one instruction set. All variants give the same bytes.
///
/// Unchecked: they are functions without state and a name that is never changed.
package struct RowKernels: @unchecked Sendable, CustomStringConvertible {
    let functions: cresample_kernels

    /// Those that this processor can run, the best first.
    package static let all: [RowKernels] = {
        var found: [RowKernels] = []
        while let variant = cresample_variant(found.count) { found.append(RowKernels(functions: variant.pointee)) }
        return found
    }()

    package static let best = all[0]

    /// How many rows a horizontal pass takes at once.
    var rowsAtOnce: Int { functions.rows }

    /// How many bytes behind a row are read.
    static let readablePadding = CRESAMPLE_READABLE_PADDING

    /// Writes `pixelCount` pixels of a row as numbers: `x * scale + bias` by channel of the target.
    func normalise(
        _ pixels: UnsafePointer<UInt8>, pixelCount: Int, scale: UnsafePointer<Float>, bias: UnsafePointer<Float>, reversed: Bool,
        to target: UnsafeMutablePointer<Float>
    ) {
        functions.normalise(pixels, pixelCount, scale, bias, reversed, target)
    }

    /// Writes red, green, blue as cairo's words: blue, green, red, 0 in memory.
    package func expand(_ pixels: UnsafePointer<UInt8>, pixelCount: Int, to words: UnsafeMutablePointer<UInt8>) {
        functions.expand(pixels, pixelCount, words)
    }

    /// The way back.
    package func contract(_ words: UnsafePointer<UInt8>, pixelCount: Int, to pixels: UnsafeMutablePointer<UInt8>) {
        functions.contract(words, pixelCount, pixels)
    }

    /// `AVX2`
    package var description: String { String(cString: functions.name) }
}
