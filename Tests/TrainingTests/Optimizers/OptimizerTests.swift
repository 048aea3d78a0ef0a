import HDF5
import Testing
import Training

@Suite struct `Optimizers` {
    /// With the options of the script that made the references, of tf-keras 2 and Keras 3.
    private static let cases: KeyValuePairs<String, any Optimizer> = [
        "SGD": SGD(),
        "SGD momentum": SGD(learningRate: 0.05, momentum: 0.9),
        "SGD nesterov": SGD(learningRate: 0.05, momentum: 0.9, nesterov: true),
        "RMSprop": RMSprop(),
        "RMSprop momentum": RMSprop(rho: 0.8, momentum: 0.7),
        "RMSprop centered": RMSprop(epsilon: 1e-3, centered: true),
        "RMSprop centered momentum": RMSprop(momentum: 0.5, epsilon: 1e-3, centered: true),
        "Adam": Adam(),
        "Adam options": Adam(learningRate: 0.02, beta1: 0.8, beta2: 0.95, epsilon: 0.01),
        "Adam amsgrad": Adam(amsgrad: true),
        "AdamW": AdamW(),
        "AdamW amsgrad": AdamW(weightDecay: 0.1, amsgrad: true),
        "Adamax": Adamax(),
        "Nadam": Nadam(),
        "Adagrad": Adagrad(),
        "Adagrad options": Adagrad(learningRate: 0.1, initialAccumulatorValue: 0, epsilon: 0.01),
        "Adadelta": Adadelta(),
        "Adadelta options": Adadelta(learningRate: 1, rho: 0.9, epsilon: 1e-4),
        "Ftrl": Ftrl(),
        "Ftrl options": Ftrl(
            learningRate: 0.1, learningRatePower: -0.7, initialAccumulatorValue: 0.2, l1RegularizationStrength: 0.03,
            l2RegularizationStrength: 0.01, l2ShrinkageRegularizationStrength: 0.02, beta: 0.1),
        "Lion": Lion(learningRate: 0.001),
        "Lamb": Lamb(),
        "Lamb decay": Lamb(learningRate: 0.01, weightDecay: 0.1),
        "decay": SGD(learningRate: 0.1, momentum: 0.5, weightDecay: 0.3),
        "average": Adam(useEMA: true, emaMomentum: 0.9),
        "average overwriting": SGD(learningRate: 0.1, useEMA: true, emaMomentum: 0.9, emaOverwriteFrequency: 3),
        "clipnorm": SGD(learningRate: 0.1, clipnorm: 0.5),
        "clipvalue": SGD(learningRate: 0.1, clipvalue: 0.05),
        "global_clipnorm": SGD(learningRate: 0.1, globalClipnorm: 0.7),
    ]
    /// Of `tf.keras.optimizers.legacy`.
    private static let legacyCases: KeyValuePairs<String, any Optimizer> = [
        "SGD nesterov": SGD(learningRate: 0.05, momentum: 0.9, nesterov: true),
        "SGD decay": SGD(learningRate: .schedule(LegacyDecay(learningRate: 0.05, decay: 0.1))),
        "RMSprop": RMSprop(),
        "RMSprop momentum": RMSprop(rho: 0.8, momentum: 0.7),
        "RMSprop centered": RMSprop(epsilon: 1e-3, centered: true),
        "Adam": Adam(),
        "Adam amsgrad": Adam(amsgrad: true),
        "Adamax": Adamax(),
        "Nadam": Nadam(),
        "Adagrad": Adagrad(),
        "Adadelta": Adadelta(),
        "Ftrl": Ftrl(),
    ]

    private static let counts = [15, 7, 1, 24]

    @Test(arguments: cases.map(\.key))
    func `go the way of tf-keras 2`(label: String) throws {
        try compare(Self.cases.first { $0.key == label }!.value, "keras2/\(label)", form: .keras2)
    }

    @Test(arguments: cases.map(\.key))
    func `go the way of Keras 3`(label: String) throws {
        var optimizer = Self.cases.first { $0.key == label }!.value
        optimizer.settings.averageStart = .firstStep
        try compare(optimizer, "keras3/\(label)", form: .keras3)
    }

    /// Legacy optimizers take `1 − beta` in single precision, which is a few parts of 100,000 off.
    /// Its kernels take `1 − beta` in single precision, which is a few parts of 100,000 off.
    @Test(arguments: legacyCases.map(\.key))
    func `go the way of the older tf.keras`(label: String) throws {
        try compare(Self.legacyCases.first { $0.key == label }!.value.legacy, "legacy/\(label)", form: .legacy, tolerance: 1e-5)
    }

    @Test func `list what Keras 2.0 saved as its files do`() {
        #expect(
            Adam().savedTensors(variableCount: 2, form: .standalone)
                == [.iteration, .slot(0, variable: 0), .slot(0, variable: 1), .slot(1, variable: 0), .slot(1, variable: 1)])
        #expect(
            RMSprop().savedTensors(variableCount: 2, form: .standalone) == [.slot(0, variable: 0), .slot(0, variable: 1)])
        #expect(SGD().savedTensors(variableCount: 1, form: .standalone) == [.iteration, .unused(variable: 0)])
    }

    @Test func `leave a learning rate that follows a schedule out of what is saved`() {
        let optimizer = SGD(learningRate: .schedule(LegacyDecay(learningRate: 0.1, decay: 0.1)), momentum: 0.5)
        #expect(optimizer.savedTensors(variableCount: 1, form: .keras3) == [.iteration, .slot(0, variable: 0)])
    }

    @Test func `know their scalars after any number of steps`() {
        let optimizer = Nadam()
        var scalars = optimizer.scalars(after: 0)
        for iteration in 0..<5 { _ = optimizer.step(iteration: iteration, scalars: &scalars) }
        #expect(optimizer.scalars(after: 5) == scalars)
        #expect(Adam().scalars(after: 5).isEmpty)
    }

    /// Vector instructions take the most of a part, but not its end.
    @Test(arguments: cases.map(\.key))
    func `move a variable alike, however it is shared out`(label: String) throws {
        let optimizer = Self.cases.first { $0.key == label }!.value
        let values = (0..<5001).map { Float($0 % 37) / 10 - 1.5 }
        var runs = (0..<2).map { _ in OptimizerRun(optimizer, variables: [values]) }
        for step in 1...3 {
            let gradient = (0..<5001).map { Float($0 * step % 29) / 50 - 0.25 }
            for (index, parts) in [1, 7].enumerated() { runs[index].step([gradient], parts: parts) }
        }
        if optimizer is Lamb {
            // Sums of other parts are rounded otherwise.
            #expect(difference(runs[0].variables[0], runs[1].variables[0]) < 1e-6)
        } else {
            #expect(runs[0].variables == runs[1].variables)
            #expect(runs[0].saved(.keras3) == runs[1].saved(.keras3))
        }
    }

    private func compare(
        _ optimizer: any Optimizer, _ label: String, form: SavedOptimizerTensor.Form, tolerance: Float = 1e-6
    ) throws {
        // TensorFlow's power is one unit in the last place off for every fourth number, and the rule takes differences of powers.
        let tolerance = optimizer is Ftrl ? 2e-5 : tolerance
        let file = try TrainingReferences.open("optimizers")
        guard file.contains(label) else { return #expect(optimizer is Lamb && form == .keras2) }
        let expected: [Float] = try file.numbers(label)
        let gradients: [Float] = try file.numbers("gradients")
        let total = Self.counts.reduce(0, +)
        var run = OptimizerRun(optimizer, variables: split(try file.numbers("start")))
        var place = 0
        for step in 0..<10 {
            run.step(split(Array(gradients[step * total..<(step + 1) * total])), parts: 1 + step % 3)
            guard [0, 1, 9].contains(step) else { continue }
            let values = Array(expected[place..<place + total])
            #expect(difference(run.variables.flatMap(\.self), values) < tolerance, "\(label) after step \(step + 1)")
            place += total
        }
        #expect(difference(run.saved(form), Array(expected[place...])) < 10 * tolerance, "\(label): what is saved")
    }

    private func split(_ numbers: [Float]) -> [[Float]] {
        var rest = numbers[...]
        return Self.counts.map { count in
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
    }

    /// The greatest difference as a part of the number, of at least a hundredth; what nothing is known of counts as equal.
    private func difference(_ found: [Float?], _ expected: [Float]) -> Float {
        guard found.count == expected.count else { return .infinity }
        return zip(found, expected).reduce(Float(0)) { worst, pair in
            guard let number = pair.0, number != pair.1 else { return worst }
            let difference = (number - pair.1).magnitude / max(pair.1.magnitude, 0.01)
            return difference.isNaN ? .infinity : max(worst, difference)
        }
    }
}
