import ArgumentParser

extension ScheduleArguments {
    /// An option, the schedules it belongs to, and what is wrong with its value.
    private struct Given {
        let name: String
        let forms: [Form]
        let isGiven: Bool
        let fault: String?

        init(_ name: String, of forms: Form..., isGiven: Bool, fault: String? = nil) {
            (self.name, self.forms, self.isGiven, self.fault) = (name, forms, isGiven, fault)
        }
    }

    private var options: [Given] {
        func atLeastOne(_ value: Int?) -> String? { value.flatMap { $0 < 1 ? "at least 1, found \($0)" : nil } }
        func positive(_ value: Float?) -> String? {
            value.flatMap { $0 > 0 && $0.isFinite ? nil : "a number above 0, found \($0)" }
        }
        func part(_ value: Float?) -> String? { value.flatMap { (0...1).contains($0) ? nil : "from 0 to 1, found \($0)" } }
        func notNegative(_ value: Float?) -> String? {
            value.flatMap { $0 >= 0 && $0.isFinite ? nil : "a number from 0 on, found \($0)" }
        }
        let isRising = zip(boundaries, boundaries.dropFirst()).allSatisfy { $0 < $1 } && (boundaries.first ?? 1) >= 1
        return [
            Given(
                "--decay-steps", of: .cosine, .exponential, .inverseTime, .polynomial, isGiven: decaySteps != nil,
                fault: atLeastOne(decaySteps)),
            Given(
                "--first-decay-steps", of: .cosineRestarts, isGiven: firstDecaySteps != nil, fault: atLeastOne(firstDecaySteps)),
            Given("--decay-rate", of: .exponential, .inverseTime, isGiven: decayRate != nil, fault: positive(decayRate)),
            Given("--staircase", of: .exponential, .inverseTime, isGiven: staircase),
            Given("--alpha", of: .cosine, .cosineRestarts, isGiven: alpha != nil, fault: part(alpha)),
            Given("--warmup-target", of: .cosine, isGiven: warmupTarget != nil, fault: positive(warmupTarget)),
            Given("--warmup-steps", of: .cosine, isGiven: warmupSteps != nil, fault: atLeastOne(warmupSteps)),
            Given("--t-mul", of: .cosineRestarts, isGiven: tMul != nil, fault: positive(tMul)),
            Given("--m-mul", of: .cosineRestarts, isGiven: mMul != nil, fault: positive(mMul)),
            Given("--end-learning-rate", of: .polynomial, isGiven: endLearningRate != nil, fault: notNegative(endLearningRate)),
            Given("--power", of: .polynomial, isGiven: power != nil, fault: positive(power)),
            Given("--cycle", of: .polynomial, isGiven: cycle),
            Given(
                "--boundaries", of: .piecewise, isGiven: !boundaries.isEmpty,
                fault: isRising
                    ? nil : "steps from 1 on in rising order, found \(boundaries.map { "\($0)" }.joined(separator: " "))"),
            Given(
                "--values", of: .piecewise, isGiven: !values.isEmpty, fault: values.lazy.compactMap { notNegative($0) }.first),
        ]
    }

    func validate() throws {
        for option in options where option.isGiven {
            guard let schedule, option.forms.contains(schedule) else {
                throw ValidationError(
                    "\(option.name): expected --schedule \(option.forms.map(\.rawValue).joined(separator: ", ")) beside it, found "
                        + (schedule?.rawValue ?? "none"))
            }
            if let fault = option.fault { throw ValidationError("\(option.name): expected \(fault)") }
        }
        guard let schedule else { return }
        func need(_ name: String) throws {
            guard options.contains(where: { $0.name == name && $0.isGiven }) else {
                throw ValidationError("--schedule \(schedule.rawValue): expected \(name) beside it, found none")
            }
        }
        switch schedule {
        case .exponential, .inverseTime: try need("--decay-rate")
        case .cosineRestarts: try need("--first-decay-steps")
        case .piecewise:
            try need("--boundaries")
            guard values.count == boundaries.count + 1 else {
                throw ValidationError(
                    "--values: expected \(boundaries.count + 1), one more than boundaries, found \(values.count)")
            }
        case .cosine where (warmupTarget == nil) != (warmupSteps == nil):
            try need("--warmup-target")
            try need("--warmup-steps")
        case .cosine, .polynomial: break
        }
    }
}
