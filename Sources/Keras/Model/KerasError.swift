/// Why a Keras file can't be used, with the place in the file, what was expected there and what was found.
public enum KerasError: Error, Equatable, Sendable {
    /// The file is whole, but holds no model.
    case notAModel(file: String, found: String)
    /// A model that was to be checked carries no answer.
    case noRecordedAnswer(file: String)
    /// An archive, or a part of it (`place`), that breaks the rules of archives.
    case archive(file: String, place: String?, expected: String, found: String)
    /// A configuration that isn't built as Keras builds it.
    case configuration(file: String, place: String, expected: String, found: String)
    /// A class of layer that no entry of the catalogue reads.
    case unknownLayer(file: String, layer: String, className: String, known: [String])
    /// A class of layer that is known, but can't be run from what a Keras file holds.
    case unusableLayer(file: String, layer: String, className: String, reason: String)
    /// An option of a layer that is absent, of the wrong kind, or not known.
    case option(file: String, layer: String, className: String, option: String, expected: String, found: String)
    /// A layer that does not take what is given to it.
    case input(file: String, layer: String, className: String, expected: String, found: String)
    /// The function of a Lambda layer that is not registered, not known by its name, and whose code, if the file has it, does more
    /// than Framerill reads; `listing` shows that code.
    case unreadableFunction(file: String, layer: String, function: String, reason: String, listing: String?)
    /// An operation among a model's layers that is not known, or given what it doesn't take.
    case operation(file: String, layer: String, className: String, reason: String)
    /// An activation that is not known.
    case unknownActivation(file: String, layer: String, className: String, function: String, known: [String])
    /// Weights that are absent, too many, or of another shape.
    case weights(file: String, layer: String, place: String, expected: String, found: String)
    /// A model that answers otherwise than was recorded with it.
    case answer(file: String, expected: String, found: String)
    /// A file that a model can't be saved to.
    case saving(file: String, expected: String)
    /// Inputs of a prediction that the model does not take.
    case prediction(model: String, expected: String, found: String)
    /// All that is wrong with a model that was to be built.
    indirect case several([KerasError])
    /// A model, or samples, that no scales can be found for.
    case quantization(model: String, expected: String, found: String)
}

extension KerasError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noRecordedAnswer(let file):
            "\(file): expected a model with a recorded answer (group \(RecordedAnswer.groupName)), found none; record one first"
        case .notAModel(let file, let found):
            "\(file): expected a model that Keras saved with model.save() (attribute model_config), found \(found)"
        case .archive(let file, let place, let expected, let found):
            "\(file): \(place.map { $0 + ": " } ?? "")expected \(expected), found \(found)"
        case .configuration(let file, let place, let expected, let found):
            "\(file): \(place): expected \(expected), found \(found)"
        case .unknownLayer(let file, let layer, let className, let known):
            "\(file): layer \"\(layer)\": \"\(className)\" is not a layer that Framerill knows\(Self.suggestion(className, known)); "
                + "it knows \(known.joined(separator: ", "))"
        case .unusableLayer(let file, let layer, let className, let reason):
            "\(file): layer \"\(layer)\": \"\(className)\" can't be run: \(reason)"
        case .option(let file, let layer, let className, let option, let expected, let found):
            "\(file): layer \"\(layer)\" (\(className)): option \"\(option)\": expected \(expected), found \(found)"
        case .input(let file, let layer, let className, let expected, let found):
            "\(file): layer \"\(layer)\" (\(className)): expected \(expected), found \(found)"
        case .unreadableFunction(let file, let layer, let function, let reason, let listing):
            "\(file): layer \"\(layer)\" (Lambda): the function \"\(function)\" can't be read: \(reason); "
                + "register what it computes under the name of the layer or of the function: "
                + "LambdaFunction(\"\(layer)\") { graph, inputs, arguments in … }" + (listing.map { "\n" + $0 } ?? "")
        case .operation(let file, let layer, let className, let reason):
            "\(file): layer \"\(layer)\" (\(className)): \(reason)"
        case .unknownActivation(let file, let layer, let className, let function, let known):
            "\(file): layer \"\(layer)\" (\(className)): \"\(function)\" is not an activation that Framerill knows"
                + "\(Self.suggestion(function, known)); it knows \(known.joined(separator: ", "))"
        case .weights(let file, let layer, let place, let expected, let found):
            "\(file): layer \"\(layer)\": \(place): expected \(expected), found \(found)"
        case .answer(let file, let expected, let found):
            "\(file): expected \(expected), found \(found); the model or its weights changed since, or the engine computes it wrongly"
        case .saving(let file, let expected):
            "\(file): expected \(expected); nothing was written"
        case .several(let errors): errors.map(\.description).joined(separator: "\n")
        case .prediction(let model, let expected, let found), .quantization(let model, let expected, let found):
            "model \"\(model)\": expected \(expected), found \(found)"
        }
    }

    private static func suggestion(_ name: String, _ known: [String]) -> String {
        known.first { $0.lowercased() == name.lowercased() }.map { " (did you mean \"\($0)\"?)" } ?? ""
    }
}
