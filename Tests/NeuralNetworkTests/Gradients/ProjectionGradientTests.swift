import NeuralNetwork
import Testing

@Suite struct `Gradients of projective transforms` {
    @Test(arguments: ProjectiveSampling.Fill.allCases, ProjectiveSampling.Interpolation.allCases)
    func `A projection's gradient is its differences`(
        _ fill: ProjectiveSampling.Fill, _ interpolation: ProjectiveSampling.Interpolation
    ) throws {
        var generator = SeededGenerator(seed: 51)
        // Turned and moved beyond the edges, mirrored, and seen from one side.
        let projections: [Float] = [
            0.75, -0.5, 1.25, 0.5, 0.75, -1.625, 0, 0, -1, 0, 3, 0, 1, 0, 0, 0, 1.5, 0.25, -2.125, 0, 1.25, 0.5, 0.125, 0.0625,
        ]
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [3, 4, 4, 2])
        let numbers = graph.constant(Tensor(shape: [3, 8], values: projections))
        let y = try graph.projectiveTransform(
            x, by: numbers, ProjectiveSampling(interpolation, fill, fillValue: 2), height: 3, width: 5)
        try expectCentralDifferences(graph, of: y, at: [generator.gridTensor([3, 4, 4, 2])], variables: [], "\(fill)")
    }
}
