import NeuralNetwork

/// For each number how many of the boundaries are not above it, or a vector that says so.
struct Discretization: SingleInputLayer {
    let boundaries: [Float]
    let form: CategoryForm

    init(from options: inout LayerOptions) throws {
        guard let given = options.value("bin_boundaries")?.elements, !given.isEmpty else {
            throw options.fault(
                "bin_boundaries", expected: "boundaries (learnt ones are read only where Keras 3 saved them)", found: nil)
        }
        boundaries = try given.map { try options.number("bin_boundaries", $0) }
        form = try options.categoryForm(default: "int")
        options.ignore("num_bins", "epsilon")
    }

    private var bins: Int { boundaries.count + 1 }

    func outputShape(of input: Shape) throws -> Shape { form.outputShape(of: input, numbers: bins) }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let all = graph.constant(Tensor(shape: [boundaries.count], values: boundaries))
        let reached = try graph.pairwise(.greaterOrEqual, graph.raisedByOne(x), all)
        let numbers = try graph.reduction(reached, .sum, axes: [-1])
        return try form.lower(numbers, numbers: bins, in: &graph)
    }
}
