/// A walk over a result in row-major order, with the place of each operand's element by NumPy's rule of broadcasting.
struct BroadcastWalk: Sendable {
    let extents: [Int]
    private let strides: [[Int]]

    /// - Parameter operands: the extents of each operand.
    init(_ extents: [Int], operands: [[Int]]) {
        self.extents = extents
        strides = operands.map { operand in
            var stride = 1
            let padded = [Int](repeating: 1, count: extents.count - operand.count) + operand
            return padded.reversed().map { extent in
                defer { stride *= extent }
                return extent == 1 ? 0 : stride
            }.reversed()
        }
    }

    /// Calls `body` with the result's place and those of the operands, for each line along the last axis.
    ///
    /// - Parameter body: gets the first place of the result and of each operand; along the line they grow by 1 and by `steps`.
    func forEachLine(_ body: (_ place: Int, _ count: Int, _ places: [Int]) -> Void) {
        guard let count = extents.last else { return body(0, 1, strides.map { _ in 0 }) }
        var position = [Int](repeating: 0, count: extents.count)
        var places = strides.map { _ in 0 }
        let lines = extents.dropLast().reduce(1, *)
        for line in 0..<lines {
            body(line * count, count, places)
            var axis = extents.count - 2
            while axis >= 0 {
                position[axis] += 1
                for side in places.indices { places[side] += strides[side][axis] }
                if position[axis] < extents[axis] { break }
                for side in places.indices { places[side] -= strides[side][axis] * extents[axis] }
                position[axis] = 0
                axis -= 1
            }
        }
    }

    /// How far the places of the operands move along a line: 1, or 0 where an operand is repeated.
    var steps: [Int] { strides.map { $0.last ?? 0 } }
}
