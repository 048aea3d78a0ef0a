import HDF5
import Testing
import Training

@Suite struct `Learning rate schedules` {
    /// With the options of the script that made the references.
    private static let cases: KeyValuePairs<String, any LearningRateSchedule> = [
        "exponential": ExponentialDecay(initialLearningRate: 0.1, decaySteps: 30, decayRate: 0.9),
        "exponential staircase": ExponentialDecay(initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.5, staircase: true),
        "piecewise": PiecewiseConstantDecay(boundaries: [2, 10, 100], values: [0.1, 0.05, 0.01, 0.001]),
        "polynomial": PolynomialDecay(initialLearningRate: 0.1, decaySteps: 100),
        "polynomial power": PolynomialDecay(initialLearningRate: 0.1, decaySteps: 100, endLearningRate: 0.01, power: 0.5),
        "polynomial cycle": PolynomialDecay(initialLearningRate: 0.1, decaySteps: 20, power: 2, cycle: true),
        "inverse time": InverseTimeDecay(initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.5),
        "inverse time staircase": InverseTimeDecay(initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.5, staircase: true),
        "cosine": CosineDecay(initialLearningRate: 0.1, decaySteps: 100),
        "cosine alpha": CosineDecay(initialLearningRate: 0.1, decaySteps: 100, alpha: 0.1),
        "cosine warmup": CosineDecay(
            initialLearningRate: 0.01, decaySteps: 90, alpha: 0.1, warmupTarget: 0.2, warmupSteps: 10),
        "restarts": CosineDecayRestarts(initialLearningRate: 0.1, firstDecaySteps: 10),
        "restarts options": CosineDecayRestarts(
            initialLearningRate: 0.1, firstDecaySteps: 7, tMul: 1.5, mMul: 0.8, alpha: 0.05),
        "restarts even": CosineDecayRestarts(initialLearningRate: 0.1, firstDecaySteps: 7, tMul: 1, mMul: 0.9),
    ]

    @Test(arguments: ["keras2", "keras3"], cases.map(\.key))
    func `give the rates that Keras gives`(generation: String, label: String) throws {
        let schedule = Self.cases.first { $0.key == label }!.value
        let file = try TrainingReferences.open("schedules")
        let steps: [Int64] = try file.numbers("steps")
        let expected: [Float] = try file.numbers("\(generation)/\(label)")
        for (step, rate) in zip(steps, expected) {
            let found = schedule.rate(at: Int(step))
            #expect(abs(found - rate) <= 1e-6 * max(rate, 0.01), "step \(step): expected \(rate), found \(found)")
        }
    }

    @Test func `are what an optimizer's steps go by`() {
        let optimizer = SGD(learningRate: .schedule(PiecewiseConstantDecay(boundaries: [0], values: [0.5, 0.25])))
        var scalars: [Float] = []
        #expect(optimizer.step(iteration: 0, scalars: &scalars).learningRate == 0.5)
        #expect(optimizer.step(iteration: 1, scalars: &scalars).learningRate == 0.25)
    }

    @Test func `are found by name`() {
        for schedule in ScheduleCatalogue.schedules {
            #expect(ScheduleCatalogue.schedule(named: schedule.kerasName) == schedule)
        }
        #expect(ScheduleCatalogue.schedule(named: "StepDecay") == nil)
    }
}
