import Keras

/// What a model of one output of classes learns from labels.
enum ClassTargets {
    /// The loss, and the labels that it asks for.
    ///
    /// - Parameters:
    ///   - name: the loss that was asked for.
    ///   - classes: how many the examples have.
    static func choose(
        _ name: String?, for model: Model, classes: Int
    ) throws(FitError) -> (loss: String, labels: ExampleSamples.Labels) {
        guard model.outputs.count == 1, model.outputs[0].shape.count == 2, let units = model.outputs[0].shape[1] else {
            throw .outputs(
                model: model.name, found: model.outputs.map { "\($0.name) \($0.shape.map { $0.map(String.init) ?? "any" })" })
        }
        if classes != units, !(units == 1 && classes == 2) {
            throw .classes(model: model.name, units: units, found: classes)
        }
        let loss = name ?? (units == 1 ? "binary_crossentropy" : "categorical_crossentropy")
        let isSparse = loss.lowercased().hasPrefix("sparse")
        return (loss, units == 1 || isSparse ? .numbers : .oneHot(classes: units))
    }
}

/// Why a model can't learn from examples.
enum FitError: Error, CustomStringConvertible {
    case outputs(model: String, found: [String])
    case classes(model: String, units: Int, found: Int)
    case sets(file: String, wanted: String, found: [String])
    /// A file beside a folder.
    case mixture(data: String, validation: String, isFolder: Bool)
    /// A model that doesn't take pictures of one size.
    case pictures(model: String, found: String)
    /// What the pipeline of pictures lost.
    case imbalance([String])
    /// What the model's file says of how it was compiled isn't known.
    case compilation(KerasError)

    var description: String {
        switch self {
        case .outputs(let model, let found):
            "model \"\(model)\": expected one output of classes, found \(found.joined(separator: ", ")); train others from Swift"
        case .classes(let model, let units, let found):
            "model \"\(model)\": expected examples of \(units == 1 ? "2" : "\(units)") classes, as the output has, found \(found); take other examples, or "
                + "another last layer"
        case .sets(let file, let wanted, let found):
            "\(file): expected \(wanted) among its sets of examples, or one set alone, found \(found.joined(separator: ", "))"
        case .compilation(let error): "\(error); or compile the model anew with --fresh-optimizer, and --loss if need be"
        case .mixture(let data, let validation, let isFolder):
            "--validation: expected a \(isFolder ? "folder" : "file") beside --data \(data), found \(validation); take two files, or two folders: \"framerill dataset make\" makes files of "
                + "folders"
        case .pictures(let model, let found):
            "model \"\(model)\": expected one input of pictures of a known size, with 1 or 3 channels, found \(found); make a file of examples, or take another model"
        case .imbalance(let texts): "pictures: expected each to be accounted for, found \(texts.joined(separator: "; "))"
        }
    }
}
