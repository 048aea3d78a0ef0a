/// The words behind Python's `random` and NumPy's `np.random`: MT19937.
///
/// Source: M. Matsumoto and T. Nishimura, *Mersenne Twister*, 1998, with their seedings of 2002.
struct MersenneTwister: Sendable, Hashable {
    private static let size = 624
    private var state: [UInt32]
    private var place = MersenneTwister.size

    /// `init_genrand`, as `np.random.seed` does it.
    init(seed: UInt32) {
        state = [seed]
        for index in 1..<Self.size {
            let last = state[index - 1]
            state.append(1_812_433_253 &* (last ^ (last >> 30)) &+ UInt32(index))
        }
    }

    /// `init_by_array`, as Python's `random.seed` does it; at least one word.
    init(seeds: [UInt32]) {
        self.init(seed: 19_650_218)
        var (target, source) = (1, 0)
        for _ in 0..<max(Self.size, seeds.count) {
            state[target] = (state[target] ^ (mixed(target - 1) &* 1_664_525)) &+ seeds[source] &+ UInt32(source)
            advance(&target)
            source = (source + 1) % seeds.count
        }
        for _ in 1..<Self.size {
            state[target] = (state[target] ^ (mixed(target - 1) &* 1_566_083_941)) &- UInt32(target)
            advance(&target)
        }
        state[0] = 0x8000_0000
    }

    private func mixed(_ place: Int) -> UInt32 { state[place] ^ (state[place] >> 30) }

    private mutating func advance(_ target: inout Int) {
        target += 1
        if target == Self.size {
            state[0] = state[Self.size - 1]
            target = 1
        }
    }

    mutating func word() -> UInt32 {
        if place == Self.size { refill() }
        var word = state[place]
        place += 1
        word ^= word >> 11
        word ^= (word << 7) & 0x9d2c_5680
        word ^= (word << 15) & 0xefc6_0000
        return word ^ (word >> 18)
    }

    /// From [0, 1), with 53 bits.
    mutating func unit() -> Double {
        let (high, low) = (word() >> 5, word() >> 6)
        return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
    }

    private mutating func refill() {
        for index in 0..<Self.size {
            let joined = (state[index] & 0x8000_0000) | (state[(index + 1) % Self.size] & 0x7fff_ffff)
            let twist: UInt32 = joined & 1 == 0 ? 0 : 0x9908_b0df
            state[index] = state[(index + 397) % Self.size] ^ (joined >> 1) ^ twist
        }
        place = 0
    }
}
