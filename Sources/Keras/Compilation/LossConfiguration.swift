import OrderedCollections
import Training

/// Losses as files hold them: a name, an object, or one of them for each output.
struct LossConfiguration {
    let file: String
    let place: String
    let generation: KerasGeneration

    private var classes: [ObjectClass<any Loss>] {
        let crossentropy = BinaryCrossentropy(generation: generation)
        return [
            ObjectClass(
                "BinaryCrossentropy", crossentropy,
                [
                    .flag("from_logits", \.fromLogits), .number("label_smoothing", \.labelSmoothing, .part),
                    .integer("axis", \.axis),
                ]),
            ObjectClass(
                "CategoricalCrossentropy", CategoricalCrossentropy(),
                [
                    .flag("from_logits", \.fromLogits), .number("label_smoothing", \.labelSmoothing, .part),
                    .integer("axis", \.axis),
                ]),
            ObjectClass(
                "SparseCategoricalCrossentropy", SparseCategoricalCrossentropy(),
                [.flag("from_logits", \.fromLogits), .optionalInteger("ignore_class", \.ignoredClass)]),
            ObjectClass(
                "BinaryFocalCrossentropy", BinaryFocalCrossentropy(generation: generation),
                [
                    .flag("apply_class_balancing", \.appliesClassBalancing), .number("alpha", \.alpha), .number("gamma", \.gamma),
                    .flag("from_logits", \.fromLogits), .number("label_smoothing", \.labelSmoothing, .part),
                    .integer("axis", \.axis),
                ]),
            ObjectClass(
                "CategoricalFocalCrossentropy", CategoricalFocalCrossentropy(generation: generation),
                [
                    .numbers("alpha", \.alpha), .number("gamma", \.gamma), .flag("from_logits", \.fromLogits),
                    .number("label_smoothing", \.labelSmoothing, .part), .integer("axis", \.axis),
                ]),
            ObjectClass("CosineSimilarity", CosineSimilarity(generation: generation), [.integer("axis", \.axis)]),
            ObjectClass("Huber", Huber(), [.number("delta", \.delta, .positive)]),
            ObjectClass("Dice", Dice(), [.integers("axis", \.axes)]),
            ObjectClass(
                "Tversky", Tversky(), [.number("alpha", \.alpha), .number("beta", \.beta), .integers("axis", \.axes)]),
        ]
    }

    /// - Parameter outputs: the names of the model's outputs.
    /// - Throws: `KerasError.configuration` for a loss of the user's own, and for an output without one.
    func read(_ value: JSON?, outputs: [String]) throws -> [LossChoice] {
        guard let value, !value.isNull else {
            throw KerasError.configuration(file: file, place: place, expected: "a loss", found: "none")
        }
        if let elements = value.elements {
            guard elements.count == outputs.count || elements.count == 1 else {
                throw KerasError.configuration(
                    file: file, place: place, expected: "a loss for each of \(outputs.count) outputs", found: value.excerpt)
            }
            return try elements.map { try loss($0) }
        }
        guard let members = value.object, members["class_name"] == nil else { return [try loss(value)] }
        return try outputs.map { name in
            guard let own = members[name] else {
                throw KerasError.configuration(
                    file: file, place: place, expected: "a loss for output \"\(name)\"", found: value.excerpt)
            }
            return try loss(own)
        }
    }

    private func loss(_ value: JSON) throws -> LossChoice {
        if let name = value.text ?? function(value) {
            guard LossCatalogue.entries.contains(where: { $0.names.contains(name) }) else { throw unknown(name) }
            return .named(name)
        }
        var options = try ObjectOptions(value, file: file, place: place)
        return .loss(try read(&options))
    }

    private func read(_ options: inout ObjectOptions) throws -> any Loss {
        let function = try options.text("fn")
        let name = options.className == "LossFunctionWrapper" ? function ?? "" : options.className
        guard let entry = LossCatalogue.entries.first(where: { $0.names.contains(name) }) else { throw unknown(name) }
        return try read(&options, of: entry)
    }

    /// The loss of an entry with the options of an object, also of a metric that is the mean of a loss.
    func read(_ options: inout ObjectOptions, of entry: LossCatalogue.Entry) throws -> any Loss {
        options.ignore("name", "dtype", "fn")
        if let reduction = try options.text("reduction"), !["auto", "sum_over_batch_size", "mean"].contains(reduction) {
            throw options.fault(
                "reduction", expected: "the mean over all items, which alone is known in training here", found: .string(reduction)
            )
        }
        let known = classes.first { $0.name == entry.names[0] }
        let loss = try known?.read(&options) ?? entry.make(generation)
        if entry.names[0] == "SparseCategoricalCrossentropy" { options.ignore("axis") }
        try options.finish()
        return loss
    }

    /// The name of a function that Keras 3 holds as an object.
    private func function(_ value: JSON) -> String? {
        value[key: "class_name"]?.text == "function" ? value[key: "config"]?.text ?? value[key: "registered_name"]?.text : nil
    }

    private func unknown(_ name: String) -> KerasError {
        .configuration(
            file: file, place: place, expected: "a loss of Keras, as \(LossCatalogue.entries.prefix(3).map { $0.names[1] }), …",
            found: "\"\(name)\", which is the user's own: compile the model with a loss that computes the same")
    }

    func value(of choice: LossChoice, _ objects: ObjectForm) -> JSON {
        switch choice {
        case .named(let name): return .string(TrainingForm.longName(name))
        case .loss(let loss):
            let className = type(of: loss).kerasName
            guard let entry = LossCatalogue.entries.first(where: { $0.names[0] == className }) else { return .string(className) }
            let options: [(name: String, value: JSON)] = [
                ("name", .string(entry.names[1])), ("reduction", generation == .three ? "sum_over_batch_size" : "auto"),
            ]
            let own = classes.first { $0.name == className }?.write(loss) ?? []
            return objects.object(className, module: "keras.losses", options + own)
        }
    }
}
