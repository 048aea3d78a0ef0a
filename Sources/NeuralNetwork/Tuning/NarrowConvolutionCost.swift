/// What a 3×3 convolution of whole numbers may take, in milliseconds of one thread, by an account of its arithmetic and of the bytes that it moves.
///
/// With AVX2 both ways multiply numbers of 16 or 8 bits equally fast, with VNNI bytes twice as fast as numbers of 16 bits.
struct NarrowConvolutionCost {
    let milliseconds: Double

    /// What one core of an AMD EPYC does in a millisecond.
    private struct Rates {
        /// Multiplications and additions, of bytes and of numbers of 16 bits.
        let direct: Double
        let winograd: Double
        /// Bytes: of transformed weights, which come from memory, and of transformed tiles.
        let weights: Double
        let tiles: Double

        /// Zen 3, with AVX2.
        static let short = Rates(direct: 170e6, winograd: 170e6, weights: 14e6, tiles: 11e6)
        /// Zen 4, with AVX-512 and VNNI, and weights that are fetched while others are multiplied.
        static let long = Rates(direct: 450e6, winograd: 230e6, weights: 40e6, tiles: 14e6)
        static var own: Rates { NarrowWinograd.hasLongVectors ? long : short }
    }

    /// For starting the parts of a Winograd convolution.
    private static let start = 0.03

    init(direct source: [Int], _ destination: [Int]) {
        let pixels = Double(source[0] * destination[2] * destination[3])
        milliseconds = 18 * Double(source[1] * destination[1]) * pixels / Rates.own.direct
    }

    init(winograd source: [Int], _ destination: [Int]) {
        let (rates, taps, pairs) = (Rates.own, 36.0, Double(source[1] * destination[1]))
        let tiles = Double(source[0] * ((destination[2] + 3) / 4) * ((destination[3] + 3) / 4))
        let transforms = tiles * taps * Double(2 * source[1] + 4 * destination[1]) / rates.tiles
        milliseconds = 2 * taps * tiles * pairs / rates.winograd + transforms + taps * pairs * 2 / rates.weights + Self.start
    }
}
