extension Philox {
    /// Whole numbers as TensorFlow draws them from here on: a word's remainder, so that small ones are a little likelier.
    public func integers(_ count: Int, in range: Range<Int>) -> [Int] {
        var (stream, numbers) = (self, [Int]())
        while numbers.count < count {
            let words = stream.next()
            for place in 0..<4 { numbers.append(range.lowerBound + Int(words[place] % UInt32(range.count))) }
        }
        return Array(numbers.prefix(count))
    }

    /// Alike, but of two words each, as numbers of 64 bits are drawn.
    public func longIntegers(_ count: Int, in range: Range<Int>) -> [Int] {
        var (stream, numbers) = (self, [Int]())
        while numbers.count < count {
            let words = stream.next()
            for (low, high) in [(words.x, words.y), (words.z, words.w)] {
                numbers.append(range.lowerBound + Int((UInt64(low) | UInt64(high) << 32) % UInt64(range.count)))
            }
        }
        return Array(numbers.prefix(count))
    }
}
