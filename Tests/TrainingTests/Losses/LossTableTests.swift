import NeuralNetwork
import Testing
import Training

/// One line of the table.
struct LossCase: Decodable {
    let loss: String
    let options: ReferenceOptions
    let activation: String?
    let truth: ReferenceArray
    let prediction: ReferenceArray
    let weights: ReferenceArray?
    let mask: ReferenceArray?
    /// By the names of reductions; nothing where Keras refuses.
    let two: [String: ReferenceArray?]
    let three: [String: ReferenceArray?]
    /// Of the mean, with respect to what the activation is applied to; Keras 2's, or Keras 3's where that has no such loss.
    let gradient: ReferenceArray?

    func activated(_ x: Graph.Value, in graph: inout Graph) throws -> Graph.Value {
        switch activation {
        case "sigmoid": try graph.activation(x, .sigmoid)
        case "softmax": try graph.activation(x, .softmax())
        default: x
        }
    }
}

/// Every loss and reduction beside both generations of Keras, over `References/losses.json`.
@Suite struct `The table of losses` {
    @Test(arguments: KerasGeneration.allCases) func `equals Keras`(generation: KerasGeneration) throws {
        var compared = 0
        for (index, one) in try ReferenceTable.cases("losses.json", as: LossCase.self).enumerated() {
            for (name, expected) in generation == .two ? one.two : one.three {
                guard let expected, let reduction = LossReduction(rawValue: name) else { continue }
                let found = try answer(one, reduction, generation)
                #expect(
                    agree(found.values, expected.values),
                    "case \(index), \(one.loss), \(name), Keras \(generation): \(found.values), not \(expected.values)")
                compared += 1
            }
        }
        #expect(compared > 200)
    }

    private func answer(_ one: LossCase, _ reduction: LossReduction, _ generation: KerasGeneration) throws -> Tensor {
        var graph = Graph()
        var inputs = [one.truth.tensor, one.prediction.tensor]
        let truth = try graph.input(name: "truth", shape: one.truth.shape.withOpenBatch)
        let given = try graph.input(name: "prediction", shape: one.prediction.shape.withOpenBatch)
        let prediction = try one.activated(given, in: &graph)
        var extras: [Graph.Value?] = []
        for (name, array) in [("weights", one.weights), ("mask", one.mask)] {
            extras.append(try array.map { try graph.input(name: name, shape: $0.shape.withOpenBatch) })
            if let array { inputs.append(array.tensor) }
        }
        let loss = try #require(KnownLosses.loss(one.loss, one.options, generation))
        let values = try loss.values(truth: truth, prediction: prediction, in: &graph)
        let result = try values.reduced(
            by: reduction, weights: extras[0], mask: extras[1], generation: generation, in: &graph)
        try graph.output(result, name: "loss")
        return try Plan(graph, inputShapes: inputs.map(\.shape), options: PlanOptions(threads: 1)).run(inputs)[0]
    }
}

extension [Int] {
    fileprivate var withOpenBatch: Shape { self[0] == 1 ? map { $0 } : [nil] + dropFirst().map { $0 } }
}

/// The losses of the table, made with its options.
enum KnownLosses {
    static func loss(_ name: String, _ options: ReferenceOptions, _ generation: KerasGeneration) -> (any Loss)? {
        let fromLogits = options.flag("from_logits")
        let smoothing = options.number("label_smoothing") ?? 0
        let axis = options.integer("axis") ?? -1
        let axes = options.list("axis")?.map { Int($0) }
        switch name {
        case "Huber": return Huber(delta: options.number("delta") ?? 1)
        case "CosineSimilarity": return CosineSimilarity(axis: axis, generation: generation)
        case "BinaryCrossentropy":
            return BinaryCrossentropy(fromLogits: fromLogits, labelSmoothing: smoothing, axis: axis, generation: generation)
        case "BinaryFocalCrossentropy":
            return BinaryFocalCrossentropy(
                applyClassBalancing: options.flag("apply_class_balancing"), alpha: options.number("alpha") ?? 0.25,
                gamma: options.number("gamma") ?? 2, fromLogits: fromLogits, labelSmoothing: smoothing, axis: axis,
                generation: generation)
        case "CategoricalCrossentropy":
            return CategoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: smoothing, axis: axis)
        case "CategoricalFocalCrossentropy":
            return CategoricalFocalCrossentropy(
                alpha: options.list("alpha") ?? [0.25], gamma: options.number("gamma") ?? 2, fromLogits: fromLogits,
                labelSmoothing: smoothing, axis: axis, generation: generation)
        case "SparseCategoricalCrossentropy":
            return SparseCategoricalCrossentropy(fromLogits: fromLogits, ignoredClass: options.integer("ignore_class"))
        case "Dice": return Dice(axes: axes)
        case "Tversky":
            return Tversky(alpha: options.number("alpha") ?? 0.5, beta: options.number("beta") ?? 0.5, axes: axes)
        default: return LossCatalogue.loss(named: name, generation: generation)
        }
    }
}
