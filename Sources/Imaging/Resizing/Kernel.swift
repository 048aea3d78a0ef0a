import Glibc

/// A filter of Pillow's `Resample.c`: a weight for each distance from the new pixel's centre, in pixels of the larger grid.
struct Kernel: Sendable {
    /// The weight is 0 further away than this.
    let support: Double
    let weight: @Sendable (Double) -> Double

    static let box = Kernel(support: 0.5) { $0 > -0.5 && $0 <= 0.5 ? 1 : 0 }

    static let triangle = Kernel(support: 1) { max(1 - abs($0), 0) }

    /// R. Keys, "Cubic convolution interpolation for digital image processing", 1981, with a = −0.5.
    static let cubic = Kernel(support: 2) { distance in
        let a = -0.5
        let x = abs(distance)
        if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0
    }

    static let lanczos = Kernel(support: 3) { x in
        func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(x * .pi) / (x * .pi) }
        return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0
    }
}
