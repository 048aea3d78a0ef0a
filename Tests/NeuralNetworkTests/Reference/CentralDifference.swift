import NeuralNetwork
import Testing

/// Expects that the gradients of a weighted sum of `output` with respect to all inputs and variables of the graph are the central
/// differences of the naive reference in double precision.
///
/// - Parameter step: half the distance of the two points of a difference; a power of two, so that adding it to an element on the grid
///   of `gridTensor` rounds nothing.
func expectCentralDifferences(
    _ graph: Graph, of output: Graph.Value, at inputs: [Tensor], variables: [Variable] = [], tolerance: Double = 2e-4,
    step: Float = 1 / 1024, _ label: @autoclosure () -> String = "", at location: SourceLocation = #_sourceLocation
) throws {
    var generator = SeededGenerator(seed: 77)
    let shape = graph.shape(of: output).compactMap { $0 }
    let weights = generator.tensor(shape)
    func sum(_ graph: inout Graph) throws -> Graph.Value {
        let product = try graph.multiply([output, graph.constant(weights)])
        return try graph.reduction(product, .sum, axes: Array(shape.indices), keepDimensions: true)
    }
    var forward = graph
    try forward.output(sum(&forward), name: "loss")
    func loss(_ inputs: [Tensor]) -> Double { ReferenceEvaluation(forward, inputs).outputs[0].values[0] }

    var backward = graph
    let total = try sum(&backward)
    let places = graph.inputs.map(\.value) + variables.map { backward.value(of: $0) }
    for (index, gradient) in try backward.gradients(of: total, withRespectTo: places).enumerated() {
        try backward.output(gradient, name: "\(index)")
    }
    for isOptimized in [true, false] {
        let plan = try Plan(backward, inputShapes: inputs.map(\.shape), options: PlanOptions(isOptimized: isOptimized))
        let results = try plan.run(inputs)
        for (index, result) in results.enumerated() {
            let isInput = index < inputs.count
            let point = isInput ? inputs[index] : variables[index - inputs.count].value
            var expected = Array64(shape: point.shape)
            for element in expected.values.indices {
                let sides = [step, -step].map { offset in
                    var moved = point
                    moved.withMutableElements { $0[element] += offset }
                    guard !isInput else { return loss(inputs.replacing(index, with: moved)) }
                    variables[index - inputs.count].set(moved)
                    defer { variables[index - inputs.count].set(point) }
                    return loss(inputs)
                }
                expected.values[element] = (sides[0] - sides[1]) / Double(2 * step)
            }
            let distance = difference(result, expected)
            #expect(
                result.shape == expected.shape && distance < tolerance,
                "\(label()) gradient \(index), optimised \(isOptimized): \(distance); \(result.shape) \(expected.shape)\n\(plan)",
                sourceLocation: location)
        }
    }
}

extension [Tensor] {
    fileprivate func replacing(_ index: Int, with tensor: Tensor) -> [Tensor] {
        var copy = self
        copy[index] = tensor
        return copy
    }
}

extension SeededGenerator {
    /// Elements on a grid of 1/4096 that are never nearer than `gap` to 0, where many functions have a corner.
    mutating func gridTensor(_ shape: [Int], in range: ClosedRange<Float> = -1...1, gap: Float = 1 / 64) -> Tensor {
        Tensor(shape: shape) { elements in
            for index in elements.indices {
                var value: Float = 0
                repeat { value = (Float.random(in: range, using: &self) * 4096).rounded() / 4096 } while abs(value) < gap
                elements[index] = value
            }
        }
    }
}
