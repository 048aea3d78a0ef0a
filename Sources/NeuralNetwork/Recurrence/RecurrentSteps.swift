/// The extents of a recurrent network, and which states each state is made from.
///
/// A row is one item of the batch at one place; the states, gates and outputs of a step lie row by row.
struct RecurrentSteps: Sendable {
    let (batch, steps, units, width): (Int, Int, Int, Int)
    /// The places of a state: 1 for a vector, all pixels of an image.
    let places: Int
    /// The parts of the kernel, each a matrix `[units, width]`.
    let taps: Int
    /// For each place, the places whose state it reads, and the part of the kernel that it reads them with.
    private let reads: [[(place: Int, tap: Int)]]

    /// - Parameters:
    ///   - inputs: `[batch, steps, space…, width]`.
    ///   - kernel: `[taps…, units, width]`.
    init(inputs: [Int], kernel: [Int]) {
        (batch, steps) = (inputs[0], inputs[1])
        (units, width) = (kernel[kernel.count - 2], kernel[kernel.count - 1])
        let (space, extents) = (Array(inputs[2..<(inputs.count - 1)]), Array(kernel.dropLast(2)))
        (places, taps) = (space.reduce(1, *), extents.reduce(1, *))
        reads = Self.reads(space: space, taps: extents)
    }

    var rows: Int { batch * places }
    /// The elements of one state of all rows.
    var stateCount: Int { rows * units }
    /// The elements of all gates of all rows.
    var gateCount: Int { rows * width }
    /// The elements of what all rows read; none where they read only their own state.
    var patchCount: Int { taps == 1 ? 0 : rows * taps * units }

    /// A window with padding `same` around each place.
    private static func reads(space: [Int], taps: [Int]) -> [[(place: Int, tap: Int)]] {
        func positions(_ extents: [Int]) -> [[Int]] {
            extents.reduce([[]]) { prefixes, extent in prefixes.flatMap { prefix in (0..<extent).map { prefix + [$0] } } }
        }
        let offsets = positions(taps)
        return positions(space).map { position in
            offsets.enumerated().compactMap { tap, offset in
                var place = 0
                for axis in space.indices {
                    let index = position[axis] + offset[axis] - (taps[axis] - 1) / 2
                    guard (0..<space[axis]).contains(index) else { return nil }
                    place = place * space[axis] + index
                }
                return (place, tap)
            }
        }
    }

    /// What each row reads of a state: the state itself, or windows around all places, written to `patches`.
    func patches(
        of state: UnsafeMutablePointer<Float>, in patches: UnsafeMutablePointer<Float>
    ) -> UnsafeMutablePointer<Float> {
        guard taps > 1 else { return state }
        patches.update(repeating: 0, count: patchCount)
        forEachRead { source, patch in (patches + patch).update(from: state + source, count: units) }
        return patches
    }

    /// Adds the gradients of windows to those of the state that they were cut from.
    func scatter(_ patches: UnsafeMutablePointer<Float>, addingTo state: UnsafeMutablePointer<Float>) {
        forEachRead { source, patch in
            let (target, part) = (state + source, patches + patch)
            for unit in 0..<units { target[unit] += part[unit] }
        }
    }

    private func forEachRead(_ body: (_ source: Int, _ patch: Int) -> Void) {
        for item in 0..<batch {
            for place in 0..<places {
                let patch = (item * places + place) * taps
                for read in reads[place] { body((item * places + read.place) * units, (patch + read.tap) * units) }
            }
        }
    }

    /// A state times the factors of one gate, written to `result`; without factors the state itself.
    func scaled(
        _ state: UnsafeMutablePointer<Float>, by factors: UnsafeMutablePointer<Float>?, gate: Int,
        in result: UnsafeMutablePointer<Float>
    ) -> UnsafeMutablePointer<Float> {
        guard let factors else { return state }
        let own = factors + gate * stateCount
        for index in 0..<stateCount { result[index] = state[index] * own[index] }
        return result
    }

    /// Some columns of the product of what the rows read with the kernel.
    func multiply(
        _ patches: UnsafeMutablePointer<Float>, _ kernel: UnsafeMutablePointer<Float>, columns: Range<Int>,
        into gates: UnsafeMutablePointer<Float>, adding: Bool
    ) throws {
        try FlatProduct(rows: rows, columns: columns.count, depth: taps * units).run(
            FlatMatrix(start: patches, stride: taps * units), FlatMatrix(start: kernel + columns.lowerBound, stride: width),
            into: FlatMatrix(start: gates + columns.lowerBound, stride: width), adding: adding)
    }
}

/// The memory that a recurrence leaves to its gradient, step by step in the order in which they are taken.
struct RecurrentWorkspace: Sendable {
    private let (gateCount, stateCount, steps, states): (Int, Int, Int, Int)
    /// Whether the sums are kept that the functions of the gates were applied to.
    let keepsSums: Bool
    /// Whether the state's product with the kernel is kept that the reset was applied to.
    let keepsProduct: Bool

    init(_ extents: RecurrentSteps, _ cell: RecurrentCell) {
        (gateCount, stateCount, steps, states) = (extents.gateCount, extents.stateCount, extents.steps, cell.states)
        keepsSums = cell.functions.contains { $0.rowGradientNeedsSource }
        if case .gru(_, _, true) = cell { keepsProduct = true } else { keepsProduct = false }
    }

    var count: Int { steps * (gateCount * (keepsSums ? 2 : 1) + stateCount * (states + (keepsProduct ? 1 : 0))) }

    /// What the gates gave.
    func gates(_ start: UnsafeMutablePointer<Float>, _ step: Int) -> UnsafeMutablePointer<Float> { start + step * gateCount }

    /// A state before a step.
    func state(_ index: Int, _ start: UnsafeMutablePointer<Float>, _ step: Int) -> UnsafeMutablePointer<Float> {
        start + steps * gateCount + (index * steps + step) * stateCount
    }

    func product(_ start: UnsafeMutablePointer<Float>, _ step: Int) -> UnsafeMutablePointer<Float>? {
        keepsProduct ? state(states, start, step) : nil
    }

    func sums(_ start: UnsafeMutablePointer<Float>, _ step: Int) -> UnsafeMutablePointer<Float>? {
        keepsSums ? state(states + (keepsProduct ? 1 : 0), start, 0) + step * gateCount : nil
    }
}
