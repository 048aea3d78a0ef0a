import Training

/// An optimizer as files hold it, from Keras 1 to 3.
struct OptimizerConfiguration {
    let optimizer: any Optimizer
    /// Whose order its state has in that file.
    let form: SavedOptimizerTensor.Form

    /// - Throws: `KerasError.configuration` for one of the user's own, and for options that aren't known or can't be.
    init(_ value: JSON, file: String, place: String, version: KerasVersion) throws {
        var options = try ObjectOptions(value, file: file, place: place)
        let className = Self.plainName(options.className)
        guard let known = OptimizerRules.classes.first(where: { $0.name.lowercased() == className.lowercased() }) else {
            throw KerasError.configuration(
                file: file, place: place,
                expected: "one of \(OptimizerRules.classes.map(\.name).joined(separator: ", "))",
                found: "\"\(options.className)\"")
        }
        form = try Self.form(&options, version)
        var optimizer = try known.read(&options)
        if var adagrad = optimizer as? Adagrad, form == .standalone, !options.has("initial_accumulator_value") {
            adagrad.initialAccumulatorValue = 0
            optimizer = adagrad
        }
        try Self.readSettings(&options, form, &optimizer)
        try options.finish()
        self.optimizer = optimizer
    }

    /// Without what tf.keras puts before the names of its newer optimizers.
    private static func plainName(_ className: String) -> String {
        for prefix in ["Custom>", "Experimental"] where className.hasPrefix(prefix) {
            return String(className.dropFirst(prefix.count))
        }
        return className
    }

    private static func form(_ options: inout ObjectOptions, _ version: KerasVersion) throws -> SavedOptimizerTensor.Form {
        options.ignore("jit_compile")
        if let isLegacy = try options.flag("is_legacy_optimizer") { return isLegacy ? .legacy : .keras2 }
        if plainName(options.className) != options.className { return .keras2 }
        if version.major >= 3 { return .keras3 }
        return version.isTensorFlow || options.module == "keras.optimizers.legacy" ? .legacy : .standalone
    }

    private static func readSettings(
        _ options: inout ObjectOptions, _ form: SavedOptimizerTensor.Form, _ optimizer: inout any Optimizer
    ) throws {
        let isOld = form == .legacy || form == .standalone
        if isOld { optimizer = optimizer.legacy }
        var decay = try options.number("decay", .notNegative) ?? 0
        if var nadam = optimizer as? Nadam, isOld {
            // tf.keras writes it as the decay.
            nadam.scheduleDecay = try options.number("schedule_decay") ?? (decay == 0 ? nadam.scheduleDecay : decay)
            decay = 0
            optimizer = nadam
        }
        guard isOld || decay == 0 else {
            throw options.fault("decay", expected: "none, for this generation of optimizers has schedules", found: .number(decay))
        }
        var settings = optimizer.settings
        let (newName, oldName) = (options.value("learning_rate"), options.value("lr"))
        switch newName ?? oldName {
        case nil: break
        case let value? where value.object != nil:
            settings.learningRate = .schedule(
                try ScheduleConfiguration.read(value, file: options.file, place: options.place))
        case let value?:
            guard let rate = value.number, rate.isFinite, rate >= 0 else {
                throw options.fault("learning_rate", expected: "a number of at least 0, or a schedule", found: value)
            }
            settings.learningRate = .constant(Float(rate))
        }
        if decay > 0 {
            guard case .constant(let rate) = settings.learningRate else {
                throw options.fault("decay", expected: "none beside a schedule", found: .number(decay))
            }
            settings.learningRate = .schedule(LegacyDecay(learningRate: rate, decay: Float(decay)))
        }
        settings.weightDecay = try options.number("weight_decay", .notNegative)
        settings.clipping = try clipping(&options)
        settings.usesMovingAverage = try options.flag("use_ema") ?? false
        settings.averageMomentum = try options.number("ema_momentum", .part) ?? settings.averageMomentum
        settings.averageOverwriteFrequency = try options.integer("ema_overwrite_frequency", atLeast: 1)
        settings.lossScaleFactor = try options.number("loss_scale_factor", .positive)
        settings.gradientAccumulationSteps = try options.integer("gradient_accumulation_steps", atLeast: 2)
        settings.name = try options.text("name")
        optimizer.settings = settings
    }

    private static func clipping(_ options: inout ObjectOptions) throws -> GradientClipping {
        let names = ["clipnorm", "global_clipnorm", "clipvalue"]
        let limits = try names.map { try options.number($0, .notNegative) }
        let given = zip(names, limits).filter { $0.1 != nil }
        guard given.count <= 1 else {
            throw options.fault(
                given.map(\.0).joined(separator: ", "), expected: "one of them at most",
                found: .array(given.map { .number($0.1 ?? 0) }))
        }
        return GradientClipping(clipnorm: limits[0], clipvalue: limits[2], globalClipnorm: limits[1])
    }
}
