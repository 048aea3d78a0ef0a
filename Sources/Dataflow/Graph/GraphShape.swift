/// Who reads from whom, and what follows from that.
struct GraphShape: Sendable {
    /// A way from a part to one that reads from it.
    struct Reader: Sendable, Hashable {
        let part: Int
        /// The input of the reader, counted from 0.
        let input: Int
    }

    /// By part, who reads from it.
    let readers: [[Reader]]
    /// By part, the parts that its items come through, itself included.
    let ancestors: [Set<Int>]
    /// By part, the parts that all its items come through, itself included: its dominators.
    let dominators: [Set<Int>]

    /// - Parameter inputs: by part, the parts it reads from, all of which stand before it.
    init(inputs: [[Int]]) {
        var readers = [[Reader]](repeating: [], count: inputs.count)
        var ancestors: [Set<Int>] = []
        var dominators: [Set<Int>] = []
        for (part, producers) in inputs.enumerated() {
            for (input, producer) in producers.enumerated() { readers[producer].append(Reader(part: part, input: input)) }
            ancestors.append(producers.reduce([part]) { $0.union(ancestors[$1]) })
            let common = producers.dropFirst().reduce(producers.first.map { dominators[$0] } ?? []) {
                $0.intersection(dominators[$1])
            }
            dominators.append(common.union([part]))
        }
        self.readers = readers
        self.ancestors = ancestors
        self.dominators = dominators
    }

    /// The last part through which all that arrives at `part` comes, other than `part` itself; `nil` where there is none.
    func fork(before part: Int) -> Int? { dominators[part].subtracting([part]).max() }

    /// Whether items can come from one part to another.
    func leads(_ from: Int, to: Int) -> Bool { ancestors[to].contains(from) }

    /// The first two inputs of a part that carry items of one source; `nil` where there are none.
    func sharedOrigin(of inputs: [Int]) -> (first: Int, second: Int)? {
        for (position, first) in inputs.enumerated() {
            for second in inputs.dropFirst(position + 1) where !ancestors[first].isDisjoint(with: ancestors[second]) {
                return (first, second)
            }
        }
        return nil
    }
}
