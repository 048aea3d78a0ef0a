import NeuralNetwork
import OrderedCollections
import Training

/// Metrics as files hold them: names and objects, for all outputs or for each.
struct MetricConfiguration {
    let file: String
    let place: String
    let generation: KerasGeneration

    /// - Returns: for each output; nothing where there are none.
    /// - Throws: `KerasError.configuration` for a metric of the user's own.
    func read(_ value: JSON?, outputs: [String]) throws -> [[MetricChoice]] {
        guard let value, !value.isNull else { return [] }
        if let members = value.object, members["class_name"] == nil {
            return try outputs.map { name in try choices(members[name] ?? .null, output: name, of: outputs) }
        }
        guard let elements = value.elements else { return try outputs.map { try choices(value, output: $0, of: outputs) } }
        if elements.isEmpty { return [] }
        let isNested = elements.contains { $0.elements != nil || $0.isNull }
        let isPerOutput = isNested || generation == .three && outputs.count > 1
        guard isPerOutput else { return try outputs.map { try choices(value, output: $0, of: outputs) } }
        guard elements.count == outputs.count else {
            throw KerasError.configuration(
                file: file, place: place, expected: "metrics for each of \(outputs.count) output(s)", found: value.excerpt)
        }
        return try zip(outputs, elements).map { try choices($1, output: $0, of: outputs) }
    }

    private func choices(_ value: JSON, output: String, of outputs: [String]) throws -> [MetricChoice] {
        if value.isNull { return [] }
        return try (value.elements ?? [value]).filter { !$0.isNull }.map { try choice($0, output, outputs) }
    }

    private func choice(_ value: JSON, _ output: String, _ outputs: [String]) throws -> MetricChoice {
        if let name = value.text ?? (value[key: "class_name"]?.text == "function" ? value[key: "config"]?.text : nil) {
            guard MetricCatalogue.metric(named: name, form: .categorical, generation: generation) != nil else {
                throw unknown(name)
            }
            return .named(name)
        }
        var options = try ObjectOptions(value, file: file, place: place)
        var name = try options.text("name")
        // tf.keras writes the output before the name.
        if outputs.count > 1, let full = name, full.hasPrefix(output + "_") { name = String(full.dropFirst(output.count + 1)) }
        let metric = try read(&options)
        let plain = MetricCatalogue.entries.first { $0.names[0] == metric.kerasName }?.names.dropFirst().first
        return .metric(
            SavedMetric(metric: metric, configuration: value), name: name ?? plain ?? VariableNames.snakeCase(metric.kerasName))
    }

    private func read(_ options: inout ObjectOptions) throws -> any Metric {
        options.ignore("dtype")
        let function = options.value("fn")
        var name = options.className
        if name == "MeanMetricWrapper" || name == "SumOverBatchSizeMetricWrapper" {
            name = function?.text ?? function?[key: "config"]?.text ?? ""
        }
        if let metric = try MetricOptions.read(name, &options, generation) {
            try options.finish()
            return metric
        }
        if let entry = LossCatalogue.entries.first(where: { $0.names.contains(name) }) {
            let loss = try LossConfiguration(file: file, place: place, generation: generation).read(&options, of: entry)
            let isSimilarity = entry.names[0] == "CosineSimilarity"
            return LossMetric(loss, isNegated: isSimilarity)
        }
        guard let metric = MetricCatalogue.metric(named: name, generation: generation) else { throw unknown(name) }
        try options.finish()
        return metric
    }

    private func unknown(_ name: String) -> KerasError {
        .configuration(
            file: file, place: place, expected: "a metric of Keras, as accuracy",
            found: "\"\(name)\", which is the user's own or not known here: compile the model with metrics that are")
    }

    /// - Parameters:
    ///   - form: what "accuracy" means, where Keras writes that.
    ///   - prefix: what Keras writes before the names, of several outputs.
    func value(of choice: MetricChoice, _ objects: ObjectForm, form: TargetForm?, prefix: String) -> JSON {
        switch choice {
        case .named(let name):
            let function: String
            if let form, ["accuracy", "acc"].contains(name.lowercased()) {
                function = VariableNames.snakeCase(form.accuracy.kerasName)
            } else if form != nil, let entry = LossCatalogue.entries.first(where: { $0.names.dropFirst().contains(name) }) {
                function = entry.names[1]
            } else {
                return .string(name)
            }
            return objects.object(
                "MeanMetricWrapper", module: "keras.metrics",
                [("name", .string(prefix + name)), ("dtype", "float32"), ("fn", .string(function))])
        case .metric(let saved as SavedMetric, let name): return saved.value(objects, name: prefix + name)
        case .metric(let metric, let name):
            guard MetricCatalogue.entries.contains(where: { $0.names[0] == metric.kerasName }) else { return .string(name) }
            let options = [("name", JSON.string(prefix + name)), ("dtype", "float32")] + MetricOptions.values(of: metric)
            return objects.object(metric.kerasName, module: "keras.metrics", options)
        }
    }
}

/// A metric of a file, which is written as it was.
struct SavedMetric: Metric {
    var metric: any Metric
    let configuration: JSON

    var kerasName: String { metric.kerasName }
    var results: [Float] { metric.results }

    mutating func update(truth: Tensor, prediction: Tensor, weights: Tensor?) throws {
        try metric.update(truth: truth, prediction: prediction, weights: weights)
    }

    mutating func reset() { metric.reset() }

    var memory: [[Float]] {
        get { metric.memory }
        set { metric.memory = newValue }
    }

    func value(_ objects: ObjectForm, name: String) -> JSON {
        var options = configuration[key: "config"]?.object ?? [:]
        options["name"] = .string(name)
        return objects.object(
            configuration[key: "class_name"]?.text ?? kerasName, module: "keras.metrics",
            options.map { ($0.key, $0.value) })
    }
}
