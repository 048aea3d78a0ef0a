import HDF5
import NeuralNetwork

/// An input of a model and what the model must answer to it: the group `framerill_check` of a model's file.
///
/// It holds the datasets `inputs/NAME` and `outputs/NAME`, named as the model's inputs and outputs, and the attribute `tolerance`: how
/// far an output may be from the recorded one, as a part of that one's greatest magnitude; 0.0001 where it is absent.
struct RecordedAnswer: Sendable {
    static let groupName = "framerill_check"
    static let usualTolerance: Float = 1e-4

    let inputs: [Tensor]
    let outputs: [Tensor]
    let tolerance: Float

    init(inputs: [Tensor], outputs: [Tensor], tolerance: Float = usualTolerance) {
        self.inputs = inputs
        self.outputs = outputs
        self.tolerance = tolerance
    }

    /// Reads the group, whose datasets must have the model's shapes.
    init(_ group: Group, for model: ModelDescription) throws {
        inputs = try Self.tensors(group.group("inputs"), model.inputs)
        outputs = try Self.tensors(group.group("outputs"), model.outputs)
        let numbers = try group.numbers(attribute: "tolerance")
        tolerance = numbers?.first.map { Float($0) } ?? Self.usualTolerance
        guard numbers?.count ?? 1 == 1, tolerance.isFinite, tolerance >= 0 else {
            throw KerasError.configuration(
                file: group.filePath, place: "\(group.path), attribute tolerance", expected: "a number of at least 0",
                found: numbers?.description ?? "none")
        }
    }

    /// Writes the group below `root`.
    func write(to root: GroupWriter, for model: ModelDescription) throws {
        let group = try root.group(Self.groupName)
        try group.setAttribute("tolerance", to: .numbers([Double(tolerance)]), shape: [])
        for (name, ports, tensors) in [("inputs", model.inputs, inputs), ("outputs", model.outputs, outputs)] {
            let part = try group.group(name)
            for (port, tensor) in zip(ports, tensors) {
                try tensor.withElements { elements throws(HDF5Error) in
                    try part.write(elements, shape: tensor.shape, to: port.name)
                }
            }
        }
    }

    /// What the model answers beside what was recorded, output by output.
    func comparisons(with model: Model) throws -> [AnswerComparison] {
        zip(model.outputs, zip(try model.predictOnce(inputs), outputs)).map { port, pair in
            AnswerComparison(output: port.name, found: pair.0, recorded: pair.1, tolerance: tolerance)
        }
    }

    /// Throws `KerasError.answer` when the model answers otherwise.
    func verify(_ model: Model, file: String) throws {
        guard let worst = try comparisons(with: model).first(where: { !$0.agrees }) else { return }
        throw KerasError.answer(
            file: file, expected: "the recorded answer at output \"\(worst.output)\" within \(worst.allowed)",
            found: "\(worst.found) where \(worst.recorded) was recorded, at \(worst.place)")
    }

    private static func tensors(_ group: Group, _ ports: [ModelPort]) throws -> [Tensor] {
        var batch: Int?
        return try ports.map { port in
            let dataset = try group.dataset(port.name)
            let isFitting = port.shape.admits(dataset.shape) && dataset.shape.first.map { $0 > 0 && $0 == batch ?? $0 } ?? false
            guard isFitting, dataset.elementType.isNumeric else {
                throw KerasError.configuration(
                    file: group.filePath, place: dataset.path,
                    expected: "numbers of shape \(port.shape.pythonText), one batch for all",
                    found: "\(dataset.elementType) of shape \(SavedLayer.text(dataset.shape))")
            }
            batch = dataset.shape[0]
            return Tensor(shape: dataset.shape, values: try dataset.read(as: Float.self))
        }
    }
}
