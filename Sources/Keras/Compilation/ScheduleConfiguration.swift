import Training

/// Schedules of the learning rate as files hold them.
enum ScheduleConfiguration {
    private static var classes: [ObjectClass<any LearningRateSchedule>] {
        [
            ObjectClass(
                ExponentialDecay.kerasName, ExponentialDecay(initialLearningRate: 0, decaySteps: 1, decayRate: 1),
                [
                    .number("initial_learning_rate", \.initialLearningRate, isRequired: true),
                    .number("decay_steps", \.decaySteps, .positive, isRequired: true),
                    .number("decay_rate", \.decayRate, isRequired: true), .flag("staircase", \.isStaircase),
                    .text("name", \.name),
                ]),
            ObjectClass(
                InverseTimeDecay.kerasName, InverseTimeDecay(initialLearningRate: 0, decaySteps: 1, decayRate: 1),
                [
                    .number("initial_learning_rate", \.initialLearningRate, isRequired: true),
                    .number("decay_steps", \.decaySteps, .positive, isRequired: true),
                    .number("decay_rate", \.decayRate, isRequired: true), .flag("staircase", \.isStaircase),
                    .text("name", \.name),
                ]),
            ObjectClass(
                PolynomialDecay.kerasName, PolynomialDecay(initialLearningRate: 0, decaySteps: 1),
                [
                    .number("initial_learning_rate", \.initialLearningRate, isRequired: true),
                    .number("decay_steps", \.decaySteps, .positive, isRequired: true),
                    .number("end_learning_rate", \.endLearningRate), .number("power", \.power), .flag("cycle", \.cycles),
                    .text("name", \.name),
                ]),
            ObjectClass(
                CosineDecay.kerasName, CosineDecay(initialLearningRate: 0, decaySteps: 1),
                [
                    .number("initial_learning_rate", \.initialLearningRate, isRequired: true),
                    .number("decay_steps", \.decaySteps, .positive, isRequired: true), .number("alpha", \.alpha),
                    .text("name", \.name), .optionalNumber("warmup_target", \.warmupTarget),
                    .number("warmup_steps", \.warmupSteps, .notNegative),
                ]),
            ObjectClass(
                CosineDecayRestarts.kerasName, CosineDecayRestarts(initialLearningRate: 0, firstDecaySteps: 1),
                [
                    .number("initial_learning_rate", \.initialLearningRate, isRequired: true),
                    .number("first_decay_steps", \.firstDecaySteps, .positive, isRequired: true),
                    .number("t_mul", \.stretch, .positive), .number("m_mul", \.shrinkage), .number("alpha", \.alpha),
                    .text("name", \.name),
                ]),
            ObjectClass(PiecewiseConstantDecay.kerasName, PiecewiseConstantDecay(boundaries: [], values: [0]), [piecewise]),
        ]
    }

    /// Both lists in one, for they go together.
    private static var piecewise: ObjectOption<PiecewiseConstantDecay> {
        ObjectOption(
            name: "boundaries",
            read: { given, schedule in
                guard let boundaries = try given.integers("boundaries"), let values = try given.numbers("values") else {
                    throw given.fault("boundaries, values", expected: "a list of steps, and one of rates", found: nil)
                }
                guard values.count == boundaries.count + 1 else {
                    throw given.fault(
                        "values", expected: "\(boundaries.count + 1) rates, one more than boundaries",
                        found: .array(values.map { .number($0) }))
                }
                guard zip(boundaries, boundaries.dropFirst()).allSatisfy({ $0 <= $1 }) else {
                    throw given.fault(
                        "boundaries", expected: "steps in ascending order", found: .array(boundaries.map { .integer($0) }))
                }
                schedule = PiecewiseConstantDecay(
                    boundaries: boundaries, values: values.map { Float($0) }, name: try given.text("name"))
            },
            write: { .array($0.boundaries.map { .integer($0) }) })
    }

    /// - Throws: `KerasError.configuration` for one of the user's own, and for options that can't be.
    static func read(_ value: JSON, file: String, place: String) throws -> any LearningRateSchedule {
        var options = try ObjectOptions(value, file: file, place: "\(place): learning_rate")
        guard let known = classes.first(where: { $0.name == options.className }) else {
            throw KerasError.configuration(
                file: file, place: "\(place): learning_rate",
                expected: "a number, or one of \(classes.map(\.name).joined(separator: ", "))", found: "\"\(options.className)\"")
        }
        let schedule = try known.read(&options)
        try options.finish()
        return schedule
    }

    /// A schedule is written with its module in every form, as Keras does.
    static func value(of schedule: any LearningRateSchedule) -> JSON {
        let className = type(of: schedule).kerasName
        guard let known = classes.first(where: { $0.name == className }) else {
            preconditionFailure("\(className) is no class that files hold")
        }
        var options = known.write(schedule)
        if let piecewise = schedule as? PiecewiseConstantDecay {
            options += [
                ("values", .array(piecewise.values.map { .shortest($0) })),
                ("name", piecewise.name.map { .string($0) } ?? .null),
            ]
        }
        return ObjectForm.withModules.object(className, module: "keras.optimizers.schedules", options)
    }
}
