import NeuralNetwork

/// For each number how many of the boundaries are not above it, or a vector that says so.
///
/// Boundaries that were learnt stand in the configuration in Keras 3; in Keras 2 they follow from the weight `summary`, two rows of
/// numbers and of how many of the data each of them stands for.
struct DiscretizationLayer: SingleInputLayer {
    /// Nil where they follow from the summary.
    let boundaries: [Float]?
    /// The number of bins where it isn't that of the boundaries.
    let bins: Int
    let form: CategoryForm

    init(from options: inout LayerOptions) throws {
        // `bins` is an older name of either.
        let older = options.value("bins")
        let given = options.value("bin_boundaries")?.elements ?? older?.elements
        let count = try options.integer("num_bins", default: older?.integer ?? 0)
        boundaries = try given.map { try $0.map { try options.number("bin_boundaries", $0) } }
        guard boundaries?.isEmpty != true, boundaries != nil || count > 0 && options.context.version.major < 3 else {
            throw options.fault("bin_boundaries", expected: "boundaries", found: nil)
        }
        bins = boundaries.map { $0.count + 1 } ?? count
        form = try options.categoryForm(default: "int")
        options.ignore("epsilon")
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        boundaries == nil ? [WeightSpecification("summary", [2, 0], isTrainable: false)] : []
    }

    func outputShape(of input: Shape) throws -> Shape { form.outputShape(of: input, numbers: bins) }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let boundaries = boundaries ?? Self.boundaries(ofSummary: weights[0], bins: bins)
        guard form == .number || boundaries.count + 1 == bins else {
            throw ShapeMismatch(expected: "a summary that gives \(bins - 1) boundaries", found: "\(boundaries.count)")
        }
        guard !boundaries.isEmpty else { return try form.lower(graph.scale(x, by: 0), numbers: bins, in: &graph) }
        let all = graph.constant(Tensor(shape: [boundaries.count], values: boundaries))
        let places = graph.shape(of: x).count
        let reached = try graph.pairwise(.greaterOrEqual, graph.insertAxes(x, at: [places]), all)
        let numbers = try graph.reduction(reached, .sum, axes: [-1])
        return try form.lower(numbers, numbers: bins, in: &graph)
    }

    /// The rule of tf.keras (`_compress_summary_numpy`): where the shares of the data that the bins are to have are reached, numbers
    /// between those of the summary.
    private static func boundaries(ofSummary summary: Tensor, bins: Int) -> [Float] {
        let (values, count) = (summary.values.map(Double.init), summary.shape[1])
        let places = Array(values[..<count])
        guard Double(count) / Double(bins) >= 1 else { return places.dropLast().map { Float($0) } }
        let sums = values[count...].reduce(into: []) { sums, weight in sums.append((sums.last ?? 0) + weight) }
        return (1..<max(bins, 1)).map { bin in
            let share = Double(bin) / Double(bins) * sums[count - 1]
            guard let next = sums.firstIndex(where: { $0 >= share }), next > 0 else { return Float(places[0]) }
            let part = (share - sums[next - 1]) / (sums[next] - sums[next - 1])
            return Float(places[next - 1] + part * (places[next] - places[next - 1]))
        }
    }
}
