import NeuralNetwork
import Training

/// One step of training, or of judging, as a graph for a batch of known shapes.
///
/// Its inputs are those of the model, then the truth of each output, then the weights of the items of each output, then the number of
/// the step. Its outputs are the whole loss, the loss of each output, the answers, and, of a step that trains, the gradient of each
/// trained variable.
struct TrainingGraph {
    let graph: Graph

    enum Purpose: Hashable, Sendable { case training, judging }

    /// - Parameters:
    ///   - inputs: the shapes of the model's inputs, batch first.
    ///   - truths: the shapes of what the outputs should be.
    ///   - step: the first one that the graph is for; for others where they draw the same extents.
    init(
        _ blueprint: Blueprint, _ variables: ModelVariables, _ compilation: ResolvedCompilation, inputs: [[Int]], truths: [[Int]],
        for purpose: Purpose, step: Int
    ) throws {
        var graph = Graph()
        graph.builtForStep = step
        graph.isTraining = purpose == .training
        let ports = blueprint.description
        let x = try zip(ports.inputs, inputs).map { try graph.input(name: "x \($0.name)", shape: $1.map { $0 }) }
        let y = try zip(ports.outputs, truths).map { try graph.input(name: "y \($0.name)", shape: $1.map { $0 }) }
        let batch = inputs[0][0]
        let weights = try ports.outputs.map { try graph.input(name: "weights \($0.name)", shape: [batch]) }
        graph.trainingStep = try graph.input(name: "step", shape: StepNumber.shape.map { $0 })
        let answers = try NetworkLowering(shapes: blueprint.shapes, context: blueprint.context)
            .lower(blueprint.network, weights: variables.trees, inputs: x.map { MaskedValue($0) }, into: &graph)
        try Self.check(variables, in: graph, blueprint)
        var (losses, total) = ([Graph.Value](), [Graph.Value]())
        for (index, answer) in answers.enumerated() {
            graph.origin = "loss of \(ports.outputs[index].name)"
            let values = try compilation.losses[index].values(truth: y[index], prediction: answer.value, in: &graph)
            let loss = try values.reduced(
                weights: weights[index], mask: answer.mask, generation: compilation.generation, in: &graph)
            losses.append(loss)
            let factor = compilation.lossWeights[index]
            total.append(factor == 1 ? loss : try graph.scale(loss, by: factor))
        }
        for (trained, regularizer) in zip(variables.trainable, compilation.regularizers) {
            guard let regularizer, graph.reads(trained.variable) else { continue }
            graph.origin = trained.variable.name
            total.append(try regularizer.penalty(of: graph.value(of: trained.variable), in: &graph))
        }
        for cost in compilation.frozenCosts {
            total.append(try cost.regularizer.penalty(of: graph.constant(cost.tensor.loaded()), in: &graph))
        }
        total += graph.penalties
        graph.origin = "loss"
        let loss = total.count > 1 ? try graph.add(total) : total[0]
        try graph.output(loss, name: "loss")
        for (port, value) in zip(ports.outputs, losses) { try graph.output(value, name: "loss of \(port.name)") }
        for (port, answer) in zip(ports.outputs, answers) { try graph.output(answer.value, name: "answer \(port.name)") }
        if purpose == .training {
            let values = variables.trainable.map { graph.value(of: $0.variable) }
            let gradients = try graph.gradients(of: loss, withRespectTo: values)
            // Variables of different layers may have the same name.
            for (index, gradient) in gradients.enumerated() { try graph.output(gradient, name: "gradient \(index)") }
        }
        self.graph = graph
    }

    /// - Throws: `TrainingError.layer` for a layer whose weights are rearranged on their way into the graph, so that no gradient would
    ///   reach them.
    private static func check(_ variables: ModelVariables, in graph: Graph, _ blueprint: Blueprint) throws(TrainingError) {
        for trained in variables.trainable where !graph.reads(trained.variable) {
            throw .layer(
                file: blueprint.context.path, layer: trained.owner.name, className: trained.owner.className,
                reason:
                    "its weight \"\(trained.name)\" can't be trained here yet; freeze the layer (trainable: false), or "
                    + "use another")
        }
    }
}
