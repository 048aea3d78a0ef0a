import NeuralNetwork

/// For each whole number one of `num_bins` numbers that its decimal text hashes to: FarmHash's Fingerprint64, or SipHash-2-4 with the
/// given `salt` as its key; numbers equal to `mask_value` give 0, and the others then none of it.
struct HashingLayer: SingleInputLayer {
    let bins: Int
    let mask: Float?
    let key: (UInt64, UInt64)?
    let form: CategoryForm

    init(from options: inout LayerOptions) throws {
        bins = try options.integer("num_bins")
        mask = try options.number("mask_value")
        key = try options.hashKey()
        form = try options.categoryForm(default: "int")
    }

    func outputShape(of input: Shape) throws -> Shape { form.outputShape(of: input, numbers: bins) }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        // With a mask one bin less, and all of them moved by one.
        let isMasked = mask != nil && bins > 1
        var result = try graph.hashedText(x, bins: isMasked ? bins - 1 : bins, key: key)
        if let mask {
            if isMasked { result = try graph.scale(result, by: 1, offset: 1) }
            let isMask = try graph.pairwise(.equal, x, graph.constant(Tensor(shape: [1], values: [mask])))
            result = try graph.choice(isMask, graph.constant(Tensor(shape: [1], values: [0])), result)
        }
        return try form.lower(result, numbers: bins, in: &graph)
    }
}

extension LayerOptions {
    /// `salt`: the key of a hash.
    mutating func hashKey() throws -> (UInt64, UInt64)? {
        note("salt", "an integer, two of them, or null", default: .null)
        guard let value = value("salt") else { return nil }
        let numbers = value.integer.map { [$0, $0] } ?? value.elements?.compactMap(\.integer) ?? []
        guard numbers.count == 2 else { throw fault("salt", expected: "an integer or two of them", found: value) }
        return (UInt64(bitPattern: Int64(numbers[0])), UInt64(bitPattern: Int64(numbers[1])))
    }
}
