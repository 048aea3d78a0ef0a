import Training

extension OptimizerConfiguration {
    /// How Keras of that form writes the optimizer.
    static func value(of optimizer: any Optimizer, _ form: SavedOptimizerTensor.Form, _ objects: ObjectForm) -> JSON {
        let className = type(of: optimizer).kerasName
        guard let known = OptimizerRules.classes.first(where: { $0.name == className }) else {
            // One of the user's own: as Keras, the class alone, which has to be known where it is read.
            return objects.object(className, module: "builtins", [])
        }
        var options = settings(optimizer, form)
        options += known.write(optimizer)
        switch (form, objects) {
        case (.keras2, .plain): return objects.object("Custom>\(className)", module: "", options)
        case (.legacy, _), (.standalone, _): return objects.object(className, module: "keras.optimizers.legacy", options)
        default: return objects.object(className, module: "keras.optimizers", options)
        }
    }

    private static func settings(
        _ optimizer: any Optimizer, _ form: SavedOptimizerTensor.Form
    ) -> [(name: String, value: JSON)] {
        let settings = optimizer.settings
        func number(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }
        var (clipnorm, globalClipnorm, clipvalue): (Double?, Double?, Double?)
        switch settings.clipping {
        case .none: break
        case .norm(let limit): clipnorm = limit
        case .globalNorm(let limit): globalClipnorm = limit
        case .value(let limit): clipvalue = limit
        }
        let clipping = [
            ("clipnorm", number(clipnorm)), ("global_clipnorm", number(globalClipnorm)), ("clipvalue", number(clipvalue)),
        ]
        let rate: JSON
        var decay = 0.0
        switch settings.learningRate {
        case .constant(let value): rate = .number(Double(value))
        case .schedule(let legacy as LegacyDecay):
            (rate, decay) = (.number(Double(legacy.learningRate)), Double("\(legacy.decay)") ?? 0)
        case .schedule(let schedule): rate = ScheduleConfiguration.value(of: schedule)
        }
        let averages: [(String, JSON)] = [
            ("use_ema", .bool(settings.usesMovingAverage)), ("ema_momentum", .number(settings.averageMomentum)),
            ("ema_overwrite_frequency", settings.averageOverwriteFrequency.map { .integer($0) } ?? .null),
        ]
        let name = JSON.string(name(of: optimizer, form))
        switch form {
        case .legacy, .standalone:
            if let nadam = optimizer as? Nadam { decay = nadam.scheduleDecay }
            return [("name", name)] + clipping.filter { !$0.1.isNull } + [("learning_rate", rate), ("decay", .number(decay))]
        case .keras2:
            return [("name", name), ("weight_decay", number(settings.weightDecay))] + clipping + averages
                + [("jit_compile", .bool(false)), ("is_legacy_optimizer", .bool(false)), ("learning_rate", rate)]
        case .keras3:
            return [("name", name), ("learning_rate", rate), ("weight_decay", number(settings.weightDecay))] + clipping + averages
                + [
                    ("loss_scale_factor", number(settings.lossScaleFactor)),
                    ("gradient_accumulation_steps", settings.gradientAccumulationSteps.map { .integer($0) } ?? .null),
                ]
        }
    }

    /// What the names of the optimizer's state begin with.
    static func name(of optimizer: any Optimizer, _ form: SavedOptimizerTensor.Form) -> String {
        let className = type(of: optimizer).kerasName
        return optimizer.settings.name ?? (form == .keras3 ? VariableNames.snakeCase(className) : className)
    }
}
