import Imaging

/// The largest difference between two images of one size, in grey levels.
func largestDifference(_ left: PixelBuffer, _ right: PixelBuffer) -> Int {
    left.withPixels { a in right.withPixels { b in zip(a, b).map { abs(Int($0) - Int($1)) }.max() ?? 0 } }
}

/// The text of the error that `body` throws, or nil when it throws none.
func message(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch {
        return "\(error)"
    }
}

/// Numbers that are the same in every run (SplitMix64).
struct RepeatableNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func image(_ width: Int, _ height: Int) -> PixelBuffer {
        PixelBuffer(
            size: PixelSize(width: width, height: height),
            pixels: (0..<width * height * 3).map { _ in UInt8.random(in: 0...255, using: &self) })
    }
}
