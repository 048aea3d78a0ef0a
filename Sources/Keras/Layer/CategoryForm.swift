import NeuralNetwork

/// How whole numbers from 0 on are given: as they are, or as vectors of as many elements as there are numbers.
enum CategoryForm: String, Sendable {
    case number = "int"
    /// A vector for each number; numbers that stand alone in the last axis lose it.
    case oneHot = "one_hot"
    /// One vector for the last axis: 1 for each number in it, or how often it is in it.
    case multiHot = "multi_hot"
    case count

    func outputShape(of input: Shape, numbers: Int) -> Shape {
        switch self {
        case .number: input
        case .oneHot: (input.last == 1 && input.count > 1 ? input.dropLast() : input) + [numbers]
        case .multiHot, .count: (input.count > 1 ? input.dropLast() : input) + [numbers]
        }
    }

    func lower(_ x: Graph.Value, numbers: Int, in graph: inout Graph) throws -> Graph.Value {
        guard self != .number else { return x }
        let shape = graph.shape(of: x)
        let all = graph.constant(Tensor(shape: [numbers], values: (0..<numbers).map(Float.init)))
        let hits = try graph.pairwise(.equal, graph.insertAxes(x, at: [shape.count]), all)
        if shape.count == 1 { return hits }
        switch self {
        case .oneHot where shape.last != 1: return hits
        case .count: return try graph.reduction(hits, .sum, axes: [shape.count - 1])
        default: return try graph.reduction(hits, .maximum, axes: [shape.count - 1])
        }
    }
}

extension LayerOptions {
    mutating func categoryForm(default absent: String) throws -> CategoryForm {
        try require("sparse", .bool(false), because: "sparse answers are not given")
        let name = try choice("output_mode", of: ["int", "one_hot", "multi_hot", "count", "binary"], default: absent)
        // An old name.
        return name == "binary" ? .multiHot : CategoryForm(rawValue: name)!
    }
}
