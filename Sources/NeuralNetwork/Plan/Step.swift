/// Where a tensor lies while a plan runs: a buffer, and the layout of the tensor in it.
struct Operand: Sendable {
    let buffer: Int
    let layout: Layout
    var format = NumberFormat.float32

    /// The same memory as the row-major tensor of another shape.
    func relabelled(_ extents: [Int]) throws -> Operand { Operand(buffer: buffer, layout: try Layout(rowMajor: extents)) }
}

/// A run of memory that a plan reads or writes. Its address is known once the plan is complete.
struct Buffer: Sendable {
    enum Kind: Sendable {
        /// Placed in the arena of each context, by lifetime.
        case arena
        /// The tensor given for an input.
        case input(Int)
        /// The tensor made for an output.
        case output(Int)
        /// Weights as they came, or packed; shared by all contexts.
        case tensor(Tensor)
        case weight(PackedWeight)
    }

    var kind: Kind
    var bytes: Int
    /// The buffer that this one is a part of, and where it starts there.
    var parent: (buffer: Int, offset: Int)?
}

/// One thing that a plan does: a primitive of oneDNN, or a loop of ours.
struct Step: Sendable {
    enum Work: Sendable {
        case primitive(Primitive, [(argument: Argument, operand: Operand)])
        case kernel(Kernel, [Operand])
    }

    let site: Site
    let work: Work
    /// The operation, by its place in the order of lowering, that it is a part of.
    let operation: Int

    var operands: [Operand] {
        switch work {
        case .primitive(_, let arguments): arguments.map(\.operand)
        case .kernel(_, let operands): operands
        }
    }

    var implementation: String {
        switch work {
        case .primitive(let primitive, _): primitive.description.implementation
        case .kernel(let kernel, _): kernel.name
        }
    }
}

/// A loop over row-major memory for what oneDNN doesn't have: sources first, the destination last. What it finds there may be
/// wrong (an index outside a table): it then throws `ShapeMismatch`, and the run fails with the operation's name.
struct Kernel: Sendable {
    let name: String
    let body: @Sendable ([UnsafeMutablePointer<Float>]) throws -> Void
}
