import HDF5
import OrderedCollections

/// What a file holds for going on with training: how the model was compiled, and the state of its optimizer.
extension ModelFile {
    /// Copies it into another HDF5 file; of an archive or a text there is nothing to copy in this form.
    func copyTraining(to root: GroupWriter) throws {
        guard let source = layers else { return }
        if let text = try source.string(attribute: "training_config") {
            let value = try JSONParser.parse(text, file: blueprint.context.path, place: "training_config")
            try root.setAttribute("training_config", to: .string(TrainingForm.readable(value).description))
        }
        if source.contains("optimizer_weights") {
            try root.copy(try source.group("optimizer_weights"), to: "optimizer_weights")
        }
    }

    /// An archive's own word on how the model was compiled.
    func compilation() throws -> JSON? {
        guard let configuration = archive?.configuration else { return nil }
        return try JSONParser.parse(configuration, file: blueprint.context.path, place: "config.json")[key: "compile_config"]
    }
}

/// Changes how a model was compiled to what Keras 2 and Keras 3 both read.
enum TrainingForm {
    /// Keras 3 takes the short name of a loss in a file for the function of that name, which it then doesn't find.
    private static let names = [
        "mse": "mean_squared_error", "mae": "mean_absolute_error", "mape": "mean_absolute_percentage_error",
        "msle": "mean_squared_logarithmic_error", "kld": "kl_divergence",
    ]

    static func longName(_ name: String) -> String { names[name.lowercased()] ?? name }

    static func readable(_ value: JSON) -> JSON {
        guard var members = value.object else { return value }
        for key in ["loss", "metrics", "weighted_metrics"] { members[key] = members[key].map(withLongNames) }
        guard var optimizer = members["optimizer_config"]?.object, var options = optimizer["config"]?.object else {
            return .object(members)
        }
        // Keras called it `lr` until 2.3, and newer versions refuse that.
        if let rate = options["lr"] { (options["learning_rate"], options["lr"]) = (options["learning_rate"] ?? rate, nil) }
        // A decay of zero is none; newer versions refuse the option.
        if options["decay"]?.number == 0 { options["decay"] = nil }
        options["schedule_decay"] = nil
        if options["epsilon"]?.isNull == true { options["epsilon"] = nil }
        optimizer["config"] = .object(options)
        members["optimizer_config"] = .object(optimizer)
        return .object(members)
    }

    private static func withLongNames(_ value: JSON) -> JSON {
        switch value {
        case .string(let name): .string(longName(name))
        case .array(let elements): .array(elements.map(withLongNames))
        case .object(let members) where members["class_name"] == nil:
            .object(OrderedDictionary(uniqueKeysWithValues: members.map { ($0.key, withLongNames($0.value)) }))
        default: value
        }
    }
}
