import NeuralNetwork
import Testing
import Training

/// The gradient of every loss beside TensorFlow's, over `References/losses.json`.
@Suite struct `Gradients of losses` {
    @Test func `equal TensorFlow's`() throws {
        var compared = 0
        for (index, one) in try ReferenceTable.cases("losses.json", as: LossCase.self).enumerated() {
            guard let expected = one.gradient else { continue }
            let generation: KerasGeneration = one.two["none"].flatMap(\.self) == nil ? .three : .two
            var graph = Graph()
            let truth = try graph.input(name: "truth", shape: one.truth.shape.map { $0 })
            let given = try graph.input(name: "prediction", shape: one.prediction.shape.map { $0 })
            let prediction = try one.activated(given, in: &graph)
            let loss = try #require(KnownLosses.loss(one.loss, one.options, generation))
            let mean = try loss.values(truth: truth, prediction: prediction, in: &graph)
                .reduced(generation: generation, in: &graph)
            try graph.output(graph.gradients(of: mean, withRespectTo: [given])[0], name: "gradient")
            let plan = try Plan(graph, options: PlanOptions(threads: 1))
            let found = try plan.run([one.truth.tensor, one.prediction.tensor])[0]
            #expect(
                agree(found.values, expected.values, tolerance: 2e-6),
                "case \(index), \(one.loss): \(found.values), not \(expected.values)")
            compared += 1
        }
        #expect(compared > 130)
    }
}
