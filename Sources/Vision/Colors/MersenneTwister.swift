/// The generator behind Python's `random`: MT19937, seeded as `random.seed(number)` does.
///
/// Source: M. Matsumoto and T. Nishimura, *Mersenne Twister*, 1998, with their `init_by_array` of 2002.
struct MersenneTwister {
    private static let size = 624
    private var state: [UInt32]
    private var next = MersenneTwister.size

    init(seed: UInt32) {
        state = [19_650_218]
        for index in 1..<Self.size {
            let last = state[index - 1]
            state.append(1_812_433_253 &* (last ^ (last >> 30)) &+ UInt32(index))
        }
        var place = 1
        for _ in 0..<Self.size {
            state[place] = (state[place] ^ (mixed(place - 1) &* 1_664_525)) &+ seed
            advance(&place)
        }
        for _ in 1..<Self.size {
            state[place] = (state[place] ^ (mixed(place - 1) &* 1_566_083_941)) &- UInt32(place)
            advance(&place)
        }
        state[0] = 0x8000_0000
    }

    private func mixed(_ place: Int) -> UInt32 { state[place] ^ (state[place] >> 30) }

    private mutating func advance(_ place: inout Int) {
        place += 1
        if place == Self.size {
            state[0] = state[Self.size - 1]
            place = 1
        }
    }

    /// The upper `count` bits of the next number, `random.getrandbits(count)` for 1 to 32 bits.
    mutating func bits(_ count: Int) -> UInt32 { word() >> UInt32(32 - count) }

    /// A whole number in `0..<bound`, as `random._randbelow` draws it.
    mutating func below(_ bound: Int) -> Int {
        let width = Int.bitWidth - bound.leadingZeroBitCount
        var drawn = Int(bits(width))
        while drawn >= bound { drawn = Int(bits(width)) }
        return drawn
    }

    /// Shuffles as `random.shuffle` does.
    mutating func shuffle<Element>(_ elements: inout [Element]) {
        for index in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(index, below(index + 1))
        }
    }

    private mutating func word() -> UInt32 {
        if next == Self.size { refill() }
        var word = state[next]
        next += 1
        word ^= word >> 11
        word ^= (word << 7) & 0x9d2c_5680
        word ^= (word << 15) & 0xefc6_0000
        return word ^ (word >> 18)
    }

    private mutating func refill() {
        for index in 0..<Self.size {
            let joined = (state[index] & 0x8000_0000) | (state[(index + 1) % Self.size] & 0x7fff_ffff)
            let twist: UInt32 = joined & 1 == 0 ? 0 : 0x9908_b0df
            state[index] = state[(index + 397) % Self.size] ^ (joined >> 1) ^ twist
        }
        next = 0
    }
}
