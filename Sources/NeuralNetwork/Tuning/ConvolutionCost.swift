/// What a 3×3 convolution may take, in milliseconds of one thread, by an account of its arithmetic and of the bytes that it moves.
///
/// The rates are those of one core of an AMD EPYC with AVX-512 and oneDNN 2.6, fitted to 26 shapes between 16 and 1280 channels; there
/// the account is right within 15 % above 0.5 ms. What matters is the relation of two algorithms, which differs less between
/// machines than the times do, and nothing is decided by it where they are close (`ConvolutionTuning`).
struct ConvolutionCost {
    let milliseconds: Double

    private enum Rate {
        /// Multiplications and additions per millisecond.
        static let arithmetic = 114e6
        /// Bytes per millisecond: of activations that are read and written on their way.
        static let passing = 10e6
        /// Of transformed weights and of transformed tiles, which F(4×4) reads from memory and F(2×2) mostly from a cache.
        static let weights = (outside: 14e6, inside: 28e6)
        static let tiles = (outside: 11e6, inside: 25e6)
        /// For starting the parts of a Winograd convolution.
        static let start = 0.03
    }

    /// A direct convolution.
    ///
    /// - Parameter passes: how often all of a tensor is read and written besides, in bytes: reorders, activations of their own.
    init(source: [Int], destination: [Int], passes: Int) {
        let pixels = Double(source[0] * destination[2] * destination[3])
        milliseconds = 18 * Double(source[1] * destination[1]) * pixels / Rate.arithmetic + Double(passes) / Rate.passing
    }

    /// Ours: F(4×4). With AVX-512 its products run at the full rate, and its weights, fetched ahead, come nearly for nothing as long as there
    /// are products enough to hide them; with shorter vectors neither is so.
    init(tiled source: [Int], destination: [Int], lanes: Int, passes: Int) {
        let pairs = Double(source[1] * destination[1])
        let taps = 36.0
        let tiles = Double(source[0] * ((destination[2] + 3) / 4) * ((destination[3] + 3) / 4))
        let arithmetic = 2 * taps * tiles * pairs / Rate.arithmetic
        let weights = taps * pairs * 4 / Rate.weights.outside
        let products = lanes == 16 ? max(arithmetic, weights) + 0.3 * weights : arithmetic / 0.75 + weights
        let transforms = tiles * taps * Double(source[1] + destination[1]) * 4 / Rate.tiles.outside
        milliseconds = products + transforms + Double(passes) / Rate.passing + Rate.start
    }

    /// A Winograd convolution of oneDNN.
    init(source: [Int], destination: [Int], winograd: WinogradFormat, passes: Int) {
        let batch = Double(source[0])
        // A tile of m×m results takes α² products of channels and filters, α = m + 2; the last tiles reach beyond the image.
        let (alpha, edge) = (winograd.alpha, winograd.alpha - 2)
        let tiles = batch * Double((destination[2] + edge - 1) / edge * ((destination[3] + edge - 1) / edge))
        let taps = Double(alpha * alpha)
        let (depth, width) = (Double(winograd.channels), Double(winograd.filters))
        let isOutside = winograd.order == .groups
        let weights = taps * depth * width * 4 / (isOutside ? Rate.weights.outside : Rate.weights.inside)
        let transforms = tiles * taps * (depth + width) * 4 / (isOutside ? Rate.tiles.outside : Rate.tiles.inside)
        milliseconds =
            2 * taps * tiles * depth * width / Rate.arithmetic + weights + transforms + Double(passes) / Rate.passing + Rate.start
    }
}

/// What the two ways to compute a convolution cost, in milliseconds.
struct ConvolutionCosts {
    let direct: Double
    let winograd: Double

    var saving: Double { direct - winograd }

    /// By how much they must differ to decide without measuring. The account errs by half of that.
    private static let clearFactor = 1.35

    /// Nil where it has to be measured.
    var isClearlyDirect: Bool? {
        if winograd * Self.clearFactor < direct { return false }
        return direct * Self.clearFactor < winograd ? true : nil
    }
}
