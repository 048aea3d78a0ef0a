import Imaging
import Testing

@Suite("free blocks of memory")
struct FreeBlocksTests {
    /// Their addresses are never read.
    private func block(_ number: Int, of count: Int) throws -> FreeBlocks.Block {
        FreeBlocks.Block(address: try #require(UnsafeMutablePointer(bitPattern: 4096 * number)), count: count)
    }

    @Test("only a block of just the size is taken, the latest first, and once")
    func taking() throws {
        var free = FreeBlocks(countLimit: 8, byteLimit: 1000)
        let blocks = try [block(1, of: 100), block(2, of: 100), block(3, of: 99)]
        for block in blocks { #expect(free.keep(block) == []) }
        #expect(free.take(101) == nil)
        #expect(free.take(100) == blocks[1])
        #expect(free.take(100) == blocks[0])
        #expect(free.take(100) == nil)
        #expect(free.take(99) == blocks[2])
    }

    @Test("beyond the most blocks or bytes the oldest go")
    func limits() throws {
        var free = FreeBlocks(countLimit: 3, byteLimit: 1000)
        let blocks = try (1...5).map { try block($0, of: 200) }
        #expect(blocks.map { free.keep($0) } == [[], [], [], [blocks[0]], [blocks[1]]])
        let large = try block(6, of: 700)
        #expect(free.keep(large) == [blocks[2], blocks[3]])
        let larger = try block(7, of: 1001)
        #expect(free.keep(larger) == [blocks[4], large, larger])
        #expect(free.take(1001) == nil)
    }

    @Test("against a plain list, with random sizes")
    func random() throws {
        var numbers = RepeatableNumbers(seed: 11)
        var free = FreeBlocks(countLimit: 4, byteLimit: 100)
        var model: [FreeBlocks.Block] = []
        for number in 1...2000 {
            let count = Int.random(in: 10...45, using: &numbers) / 10 * 10
            if Bool.random(using: &numbers) {
                let expected = model.last { $0.count == count }
                #expect(free.take(count) == expected)
                model.removeAll { $0 == expected }
            } else {
                let block = try block(number, of: count)
                model.append(block)
                var surplus: [FreeBlocks.Block] = []
                while model.count > 4 || model.reduce(0, { $0 + $1.count }) > 100 { surplus.append(model.removeFirst()) }
                #expect(free.keep(block) == surplus)
            }
        }
    }
}
