import HDF5
public import NeuralNetwork

/// Models that carry an input and its answer: loading such a model runs it, and refuses one that answers otherwise.
public enum ModelCheck {
    /// Runs the model at `path` on its recorded input.
    ///
    /// - Returns: how far each output is from the recorded one.
    /// - Throws: `KerasError.noRecordedAnswer` when nothing was recorded, and what loading throws.
    public static func run(
        _ path: String, lambdas: [LambdaFunction] = [], options: PlanOptions = PlanOptions()
    ) throws -> [AnswerComparison] {
        let model = try Model(unchecked: path, lambdas: lambdas, options: options)
        guard let answer = try model.origin?.recordedAnswer() else {
            throw KerasError.noRecordedAnswer(file: path)
        }
        return try answer.comparisons(with: model)
    }

    /// Records in the file of a model what Keras, or whoever else is the measure, answers to an input. The file is replaced by a copy
    /// with the answer once that is whole.
    ///
    /// - Parameters:
    ///   - inputs: in the model's order, batch first.
    ///   - outputs: in the model's order; nil for what the model itself answers now.
    ///   - tolerance: how far later answers may be, as a part of an output's greatest magnitude.
    /// - Returns: how far the model is from the recorded answer now.
    /// - Throws: `KerasError.answer` when the model answers otherwise already: nothing is recorded then.
    @discardableResult
    public static func record(
        _ path: String, inputs: [Tensor], outputs: [Tensor]? = nil, tolerance: Float = 1e-4, lambdas: [LambdaFunction] = [],
        options: PlanOptions = PlanOptions()
    ) throws -> [AnswerComparison] {
        let model = try Model(unchecked: path, lambdas: lambdas, options: options)
        let expected = try outputs ?? model.predict(inputs)
        let shapes = model.outputs.map { [inputs.first?.shape.first ?? nil] + $0.shape.dropFirst() }
        guard expected.count == shapes.count, zip(shapes, expected).allSatisfy({ $0.admits($1.shape) }) else {
            throw KerasError.prediction(
                model: model.name, expected: "answers of shapes \(shapes.map(\.pythonText).joined(separator: ", "))",
                found: expected.map { SavedLayer.text($0.shape) }.joined(separator: ", "))
        }
        let answer = RecordedAnswer(inputs: inputs, outputs: expected, tolerance: tolerance)
        try answer.verify(model, file: path)
        try model.origin?.record(answer)
        return try answer.comparisons(with: model)
    }

    /// Inputs for a model that are random but the same on every machine: numbers in [-1, 1).
    ///
    /// - Parameter extent: what stands for the dimensions that the model leaves open.
    public static func randomInputs(for model: ModelDescription, seed: UInt32 = 1, extent: Int = 64) -> [Tensor] {
        var state = seed
        return model.inputs.map { port in
            let shape = [1] + port.shape.dropFirst().map { $0 ?? extent }
            // The upper bits of a linear congruential generator.
            return Tensor(
                shape: shape,
                values: (0..<shape.reduce(1, *)).map { _ in
                    state = state &* 1_664_525 &+ 1_013_904_223
                    return Float(state >> 8) / Float(1 << 23) - 1
                })
        }
    }
}
