/// Blocks of memory that nobody uses at the moment, up to a limit.
///
/// A plain state machine: who has it takes blocks from it, gives them back, and frees those that it doesn't keep.
package struct FreeBlocks {
    /// Unchecked: a block belongs to who took it, alone.
    package struct Block: Hashable, @unchecked Sendable {
        package let address: UnsafeMutablePointer<UInt8>
        package let count: Int

        package init(address: UnsafeMutablePointer<UInt8>, count: Int) {
            self.address = address
            self.count = count
        }
    }

    private let countLimit: Int
    private let byteLimit: Int
    /// The one given back first stands first.
    private var blocks: [Block] = []
    private var bytes = 0

    package init(countLimit: Int, byteLimit: Int) {
        self.countLimit = countLimit
        self.byteLimit = byteLimit
    }

    /// The block of just this size that was given back last, as most of it may still lie in a cache; nil where there is none.
    package mutating func take(_ count: Int) -> Block? {
        guard let place = blocks.lastIndex(where: { $0.count == count }) else { return nil }
        bytes -= count
        return blocks.remove(at: place)
    }

    /// Keeps a block. Returns those that are to be freed for it: the oldest, or itself where it alone is beyond the limit.
    package mutating func keep(_ block: Block) -> [Block] {
        blocks.append(block)
        bytes += block.count
        var surplus: [Block] = []
        while blocks.count > countLimit || bytes > byteLimit {
            let oldest = blocks.removeFirst()
            bytes -= oldest.count
            surplus.append(oldest)
        }
        return surplus
    }
}
