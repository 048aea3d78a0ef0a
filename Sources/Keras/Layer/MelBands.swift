import Foundation
import NeuralNetwork

/// Bands of frequencies that overlap as triangles on the mel scale, `1127 · log(1 + f / 700)`.
struct MelBands: Hashable, Sendable {
    let count: Int
    /// How many frequencies the spectrum has, from 0 to half the rate.
    let frequencies: Int
    let rate: Float
    let low: Float
    let high: Float

    /// `(frequencies, bands)`: how much of each frequency each band takes; of frequency 0 none.
    var matrix: Tensor {
        let edges = Self.even(from: Self.mel(Double(low)), to: Self.mel(Double(high)), count: count + 2)
        let places = Self.even(from: 0, to: Double(rate) / 2, count: frequencies).map(Self.mel)
        return Tensor(shape: [frequencies, count]) { values in
            for (row, place) in places.enumerated() {
                for band in 0..<count {
                    let (start, middle, end) = (edges[band], edges[band + 1], edges[band + 2])
                    let share = min((place - start) / (middle - start), (end - place) / (end - middle))
                    values[row * count + band] = row == 0 ? 0 : Float(max(share, 0))
                }
            }
        }
    }

    private static func mel(_ frequency: Double) -> Double { 1127 * log(1 + frequency / 700) }

    private static func even(from low: Double, to high: Double, count: Int) -> [Double] {
        (0..<count).map { low + (high - low) * Double($0) / Double(max(count - 1, 1)) }
    }
}
