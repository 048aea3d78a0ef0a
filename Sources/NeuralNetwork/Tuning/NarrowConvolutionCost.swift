/// What a 3×3 convolution of whole numbers may take, in milliseconds of one thread, by an account of its arithmetic and of the bytes that it moves.
///
/// The rates are those of one core of an AMD EPYC with AVX2; both ways multiply numbers of 16 or 8 bits equally fast.
struct NarrowConvolutionCost {
    let milliseconds: Double

    private enum Rate {
        /// Multiplications and additions per millisecond.
        static let arithmetic = 170e6
        /// Bytes per millisecond: of transformed weights, which come from memory.
        static let weights = 14e6
        /// Of transformed tiles.
        static let tiles = 11e6
        /// For starting the parts of a Winograd convolution.
        static let start = 0.03
    }

    init(direct source: [Int], _ destination: [Int]) {
        let pixels = Double(source[0] * destination[2] * destination[3])
        milliseconds = 18 * Double(source[1] * destination[1]) * pixels / Rate.arithmetic
    }

    init(winograd source: [Int], _ destination: [Int]) {
        let pairs = Double(source[1] * destination[1])
        let taps = 36.0
        let tiles = Double(source[0] * ((destination[2] + 3) / 4) * ((destination[3] + 3) / 4))
        let transforms = tiles * taps * Double(2 * source[1] + 4 * destination[1]) / Rate.tiles
        milliseconds = 2 * taps * tiles * pairs / Rate.arithmetic + transforms + taps * pairs * 2 / Rate.weights + Rate.start
    }
}
