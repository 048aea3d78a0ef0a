import NeuralNetwork

/// For each whole number its place in a vocabulary, or a vector that says so; with `invert` for each place the number.
///
/// Places start with that of the mask (0, where numbers are given and there is a `mask_token`), then come those of numbers that the
/// vocabulary doesn't have.
struct IntegerLookupLayer: SingleInputLayer {
    let vocabulary: [Float]
    let unknownPlaces: Int
    let maskToken: Float?
    let unknownToken: Float
    let isInverse: Bool
    /// How numbers that the vocabulary doesn't have find their places: by their hash, else by the rest of a division.
    let hashesUnknown: Bool
    let key: (UInt64, UInt64)?
    let form: CategoryForm
    let size: Int

    private var firstUnknown: Int { maskToken != nil && form == .number ? 1 : 0 }
    private var firstToken: Int { firstUnknown + unknownPlaces }

    init(from options: inout LayerOptions) throws {
        guard let given = options.value("vocabulary")?.elements else {
            throw options.fault(
                "vocabulary", expected: "the numbers of the vocabulary (a learnt one is not in the layer's configuration)",
                found: nil)
        }
        let tokens = try given.map { try options.number("vocabulary", $0) }
        let (places, mask) = (try options.integer("num_oov_indices", atLeast: 0, default: 1), try options.number("mask_token"))
        let (unknown, inverse) = (
            try options.number("oov_token", default: -1), try options.flag("invert", default: false)
        )
        form = try options.categoryForm(default: "int")
        hashesUnknown = try options.choice("oov_method", of: ["floormod", "farmhash"], default: "floormod") == "farmhash"
        key = try options.hashKey()
        (unknownPlaces, maskToken, unknownToken, isInverse) = (places, mask, unknown, inverse)
        // Keras leaves out the tokens of its own where the vocabulary begins with them.
        let own = (mask != nil && form == .number ? [mask!] : []) + Array(repeating: unknown, count: places)
        vocabulary = Array(tokens.prefix(own.count)) == own ? Array(tokens.dropFirst(own.count)) : tokens
        let known = own.count + vocabulary.count
        let most = try options.integer("max_tokens", default: known)
        size = try options.flag("pad_to_max_tokens", default: false) ? max(most, known) : known
        try options.require("idf_weights", .null, because: "weighed counts are not read")
        options.ignore("vocabulary_dtype", "vocabulary_size", "encoding", "has_input_vocabulary")
        guard !vocabulary.isEmpty else { throw options.fault("vocabulary", expected: "at least one number", found: .array([])) }
    }

    func outputShape(of input: Shape) throws -> Shape { isInverse ? input : form.outputShape(of: input, numbers: size) }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let rank = graph.shape(of: x).count
        if isInverse {
            let own = Array(repeating: maskToken ?? unknownToken, count: firstUnknown)
            let table = own + Array(repeating: unknownToken, count: unknownPlaces) + vocabulary
            let places = graph.constant(Tensor(shape: [table.count], values: table))
            // What lies outside is unknown.
            let (least, most) = (number(0, in: &graph), number(Float(table.count - 1), in: &graph))
            let inside = try graph.minimum([graph.maximum([x, least]), most])
            let token = try graph.gather(places, inside, axis: 0)
            return try graph.choice(graph.pairwise(.equal, inside, x), token, number(unknownToken, in: &graph))
        }
        let tokens = graph.constant(Tensor(shape: [vocabulary.count], values: vocabulary))
        let hits = try graph.pairwise(.equal, graph.insertAxes(x, at: [rank]), tokens)
        let places = vocabulary.indices.map { Float(firstToken + $0) }
        let place = try graph.reduction(
            graph.multiply([hits, graph.constant(Tensor(shape: [places.count], values: places))]), .sum, axes: [-1])
        let isKnown = try graph.reduction(hits, .maximum, axes: [-1])
        var unknown = number(unknownPlaces == 0 ? -1 : Float(firstUnknown), in: &graph)
        if unknownPlaces > 1 {
            let bucket =
                hashesUnknown
                ? try graph.hashedText(x, bins: unknownPlaces, key: key)
                : try graph.pairwise(.floorRemainder, x, number(Float(unknownPlaces), in: &graph))
            unknown = try graph.scale(bucket, by: 1, offset: Float(firstUnknown))
        }
        var result = try graph.choice(isKnown, place, unknown)
        if let maskToken {
            let isMask = try graph.pairwise(.equal, x, number(maskToken, in: &graph))
            result = try graph.choice(isMask, number(form == .number ? 0 : -1, in: &graph), result)
        }
        return try form.lower(result, numbers: size, in: &graph)
    }

    private func number(_ value: Float, in graph: inout Graph) -> Graph.Value {
        graph.constant(Tensor(shape: [1], values: [value]))
    }
}
