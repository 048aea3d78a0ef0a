import NeuralNetwork

/// Whole numbers as vectors of `num_tokens` elements.
struct CategoryEncodingLayer: SingleInputLayer {
    let numbers: Int
    let form: CategoryForm

    init(from options: inout LayerOptions) throws {
        numbers = try options.integer("num_tokens")
        form = try options.categoryForm(default: "multi_hot")
        guard form != .number else {
            throw options.fault("output_mode", expected: "\"one_hot\", \"multi_hot\" or \"count\"", found: .string("int"))
        }
    }

    func outputShape(of input: Shape) throws -> Shape { form.outputShape(of: input, numbers: numbers) }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try form.lower(x, numbers: numbers, in: &graph)
    }
}
