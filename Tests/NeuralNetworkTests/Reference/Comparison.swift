import NeuralNetwork
import Testing

/// Repeatable random numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func tensor(_ shape: [Int], in range: ClosedRange<Float> = -1...1) -> Tensor {
        Tensor(shape: shape) { elements in
            for index in elements.indices { elements[index] = .random(in: range, using: &self) }
        }
    }
}

/// Expects that a plan of `graph` computes what the naive reference does, joined operations and not, exact and fast.
func expectReference(
    _ graph: Graph, _ inputs: [Tensor], tolerance: Double = 1e-4, _ label: @autoclosure () -> String = "",
    at location: SourceLocation = #_sourceLocation
) throws {
    let expected = ReferenceEvaluation(graph, inputs).outputs
    let preferring = [ConvolutionAlgorithm.winograd, .tiled].map { algorithm in
        var options = PlanOptions()
        options.preferredAlgorithm = algorithm
        return options
    }
    for options in [PlanOptions(precision: .exact), PlanOptions(precision: .exact, isOptimized: false)] + preferring {
        let plan = try Plan(graph, inputShapes: inputs.map(\.shape), options: options)
        // The second run finds the memory as the first left it.
        for run in 1...2 {
            let results = try plan.run(inputs)
            for (index, (result, expected)) in zip(results, expected).enumerated() {
                let difference = difference(result, expected)
                #expect(
                    result.shape == expected.shape && difference < tolerance,
                    "\(label()) output \(index), run \(run), \(options): \(difference); shapes \(result.shape) \(expected.shape)\n\(plan)",
                    sourceLocation: location)
            }
        }
    }
}

/// The largest difference, relative to the largest magnitude of the expected values.
func difference(_ result: Tensor, _ expected: Array64) -> Double {
    guard result.count == expected.values.count else { return .infinity }
    let scale = max(expected.values.reduce(0) { max($0, abs($1)) }, 1e-3)
    return zip(result.values, expected.values).reduce(0) {
        let difference = abs(Double($1.0) - $1.1) / scale
        return difference.isNaN ? .infinity : max($0, difference)
    }
}
