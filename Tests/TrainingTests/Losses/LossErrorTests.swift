import NeuralNetwork
import Testing
import Training

@Suite struct `Losses tell of` {
    private func values(_ loss: some Loss, _ truth: Shape, _ prediction: Shape) throws(GraphError) {
        var graph = Graph()
        let truth = try graph.input(name: "truth", shape: truth)
        let prediction = try graph.input(name: "prediction", shape: prediction)
        _ = try loss.values(truth: truth, prediction: prediction, in: &graph)
    }

    @Test func `truths of another shape`() {
        #expect(
            throws: GraphError.mismatch(
                site: "MeanSquaredError", expected: "a truth of the prediction's shape [?, 3]", found: "[?, 2]")
        ) { try values(MeanSquaredError(), [nil, 2], [nil, 3]) }
        #expect(
            throws: GraphError.mismatch(
                site: "SparseCategoricalCrossentropy", expected: "class numbers [?] for [?, 3]", found: "[?, 3]")
        ) { try values(SparseCategoricalCrossentropy(), [nil, 3], [nil, 3]) }
    }

    @Test func `weights of another shape`() throws {
        var graph = Graph()
        let truth = try graph.input(name: "truth", shape: [nil, 4, 2])
        let weights = try graph.input(name: "weights", shape: [nil, 3])
        let values = try MeanSquaredError().values(truth: truth, prediction: truth, in: &graph)
        #expect(
            throws: GraphError.mismatch(site: "sample weights", expected: "weights for values [?, 4]", found: "[?, 3]")
        ) { try values.reduced(weights: weights, in: &graph) }
    }

    @Test func `labels that are no class, before a run and in it`() throws {
        let loss = SparseCategoricalCrossentropy(fromLogits: true, ignoredClass: 255)
        try loss.check(Tensor(shape: [3], values: [0, 255, 2]), classes: 3)
        for (label, text) in [(Float(3), "3.0"), (-1, "-1.0"), (.nan, "nan")] {
            #expect(
                throws: GraphError.mismatch(
                    site: "SparseCategoricalCrossentropy", expected: "classes from 0 to 2", found: "\(text) at place 1 of 2")
            ) { try loss.check(Tensor(shape: [2], values: [0, label]), classes: 3) }
            var graph = Graph()
            let truth = try graph.input(name: "truth", shape: [2])
            let prediction = try graph.input(name: "prediction", shape: [2, 3])
            try graph.output(loss.values(truth: truth, prediction: prediction, in: &graph).values, name: "loss")
            let plan = try Plan(graph, options: PlanOptions(threads: 1))
            #expect(throws: GraphError.self) {
                try plan.run([Tensor(shape: [2], values: [0, label]), Tensor(shape: [2, 3])])
            }
        }
    }
}

@Suite struct `Class weights` {
    private let weights = ClassWeights([0: 2, 2: 0.5])

    @Test func `are those of the numbered or greatest class, and 1 for classes without`() throws {
        #expect(try weights.sampleWeights(for: Tensor(shape: [4], values: [0, 1, 2, 2])).values == [2, 1, 0.5, 0.5])
        #expect(try weights.sampleWeights(for: Tensor(shape: [2, 1], values: [2, 0])) == Tensor(shape: [2], values: [0.5, 2]))
        let truth = Tensor(shape: [2, 3], values: [0, 0, 1, 0.4, 0.3, 0.3])
        #expect(try weights.sampleWeights(for: truth).values == [0.5, 2])
    }

    @Test func `are multiplied with sample weights`() throws {
        let truth = Tensor(shape: [2, 2, 1], values: [0, 1, 2, 0])
        let found = try weights.sampleWeights(for: truth, times: Tensor(shape: [2], values: [3, 4]))
        #expect(found == Tensor(shape: [2, 2], values: [6, 3, 2, 8]))
        #expect(throws: GraphError.self) { try weights.sampleWeights(for: truth, times: Tensor(shape: [3])) }
    }
}

@Suite struct `The catalogue of losses` {
    @Test func `knows Keras' names and no others`() {
        for name in ["mse", "MSE", "mean_squared_error", "MeanSquaredError"] {
            #expect(LossCatalogue.loss(named: name) is MeanSquaredError)
        }
        #expect(LossCatalogue.loss(named: "huber_loss") is Huber)
        #expect(LossCatalogue.loss(named: "kullback_leibler_divergence") is KLDivergence)
        #expect((LossCatalogue.loss(named: "bce", generation: .three) as? BinaryCrossentropy)?.generation == .three)
        #expect(LossCatalogue.loss(named: "mean squared error") == nil)
        let names = LossCatalogue.entries.flatMap(\.names)
        #expect(Set(names).count == names.count)
        for entry in LossCatalogue.entries { #expect(type(of: entry.make(.two)).kerasName == entry.names[0]) }
    }
}
