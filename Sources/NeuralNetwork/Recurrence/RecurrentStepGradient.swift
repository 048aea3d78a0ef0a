/// Where one step of back-propagation reads and writes.
struct RecurrentStepGradient {
    /// What the gates gave, and the sums that their functions were applied to where those are kept.
    let values: UnsafeMutablePointer<Float>
    let sums: UnsafeMutablePointer<Float>?
    let product: UnsafeMutablePointer<Float>?
    /// The states before the step.
    let before: UnsafeMutablePointer<Float>
    let cellBefore: UnsafeMutablePointer<Float>?
    /// The gradients of the states, first behind the step, then before it; and of the output, as far as no step before took it.
    let states: UnsafeMutablePointer<Float>
    let output: UnsafeMutablePointer<Float>
    /// The gradients of the sums that the states' product with the kernel is a part of.
    let gates: UnsafeMutablePointer<Float>
    /// The reset state, and its gradient, where the reset comes before the product.
    let reset: UnsafeMutablePointer<Float>?
    let resetGradient: UnsafeMutablePointer<Float>?
    /// The gradient of the first item's input at this step.
    let inputs: UnsafeMutablePointer<Float>
    let mask: UnsafeMutablePointer<Float>?
    let scaled: Scaled?
    let spare: UnsafeMutablePointer<Float>

    /// The factors of the states, and memory for a state times them and for the gradient of that.
    struct Scaled {
        let factors: UnsafeMutablePointer<Float>
        let state: UnsafeMutablePointer<Float>
        let gradient: UnsafeMutablePointer<Float>
    }

    /// Whether an item takes this step.
    func counts(_ item: Int, _ extents: RecurrentSteps) -> Bool { mask.map { $0[item * extents.steps] != 0 } ?? true }

    /// Of an item that doesn't take the step, nothing depends on its gates.
    func clear(_ item: Int, _ extents: RecurrentSteps) {
        let (gate, state) = (extents.places * extents.width, extents.places * extents.units)
        (gates + item * gate).update(repeating: 0, count: gate)
        (inputs + item * extents.steps * gate).update(repeating: 0, count: gate)
        if let reset { (reset + item * state).update(repeating: 0, count: state) }
    }

    /// The rows of all items that take this step.
    func forEachRow(_ extents: RecurrentSteps, _ body: (RecurrentRowGradient) -> Void) {
        for item in 0..<extents.batch where counts(item, extents) {
            for place in 0..<extents.places {
                let row = item * extents.places + place
                let (gate, state) = (row * extents.width, row * extents.units)
                body(
                    RecurrentRowGradient(
                        values: values + gate, sums: sums.map { $0 + gate }, product: product.map { $0 + state },
                        before: before + state, cellBefore: (cellBefore ?? before) + state, state: states + state,
                        line: gates + gate, reset: (reset ?? states) + state, resetGradient: (resetGradient ?? states) + state,
                        input: inputs + (item * extents.steps * extents.places + place) * extents.width, spare: spare))
            }
        }
    }
}

/// One row of such a step.
struct RecurrentRowGradient {
    let values: UnsafeMutablePointer<Float>
    let sums: UnsafeMutablePointer<Float>?
    let product: UnsafeMutablePointer<Float>?
    let before: UnsafeMutablePointer<Float>
    /// Of cells of two states.
    let cellBefore: UnsafeMutablePointer<Float>
    /// The first state's gradient; the second's stands behind all of them.
    let state: UnsafeMutablePointer<Float>
    let line: UnsafeMutablePointer<Float>
    /// Of a reset before the product.
    let reset: UnsafeMutablePointer<Float>
    let resetGradient: UnsafeMutablePointer<Float>
    let input: UnsafeMutablePointer<Float>
    let spare: UnsafeMutablePointer<Float>
}
