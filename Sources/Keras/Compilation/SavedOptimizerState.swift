import HDF5
import NeuralNetwork
import Training

/// What an optimizer kept from step to step, as a file holds it: a list in an order that the generation of Keras tells.
public struct SavedOptimizerState: Sendable {
    let form: SavedOptimizerTensor.Form
    /// In the order of the file.
    let datasets: [Dataset]
    let file: String
    let place: String
    /// What the file calls each weight, where the version sorted variables by that: Keras up to 2.0.5.
    private var weightNames: [SavedPlace: String]?

    /// The state in HDF5: the datasets that `weight_names` of the group `optimizer_weights` names. Nil where there is none, as in a file
    /// of a model that was compiled and not trained.
    init?(layers root: Group, form: SavedOptimizerTensor.Form, version: KerasVersion) throws {
        guard root.contains("optimizer_weights") else { return nil }
        let group = try root.group("optimizer_weights")
        guard try group.attribute("weight_names") != nil || group.attribute("weight_names0") != nil,
            case let names? = try? group.splitStrings(attribute: "weight_names"), !names.isEmpty
        else { return nil }
        (self.form, file, place) = (form, root.filePath, "optimizer_weights")
        datasets = try names.map { try group.dataset($0) }
        if version < KerasVersion("2.0.6"), root.contains("model_weights") {
            weightNames = [:]
            for layer in try SavedLayer.all(in: root.group("model_weights")) {
                for (index, name) in layer.weightNames.enumerated() {
                    weightNames?[SavedPlace(layer: layer.name, index: index)] = name
                }
            }
        }
    }

    /// The state in an archive: the variables of the group `optimizer`.
    init?(variables: VariableGroup, form: SavedOptimizerTensor.Form) throws {
        guard let datasets = try variables.child("optimizer")?.ownVariables.map(\.dataset), !datasets.isEmpty else { return nil }
        (self.form, self.datasets, file, place) = (form, datasets, variables.file, "optimizer")
    }

    func fault(expected: String, found: String) -> KerasError {
        .configuration(
            file: file, place: place, expected: expected, found: "\(found); begin with a fresh state of the optimizer instead")
    }

    /// Whether it is that of a model that was compiled and never trained: numbers, and none of a step.
    private var hasNotBegun: Bool {
        guard datasets.allSatisfy({ $0.count == 1 }) else { return false }
        return (try? datasets.first?.read(as: Double.self)) == [0]
    }

    /// Which tensor of an optimizer each dataset is.
    func order(for optimizer: any Optimizer, variableCount: Int) throws(KerasError) -> [SavedOptimizerTensor] {
        let className = type(of: optimizer).kerasName
        let order = optimizer.savedTensors(variableCount: variableCount, form: form)
        if order.count == datasets.count { return order }
        // Versions differ in whether they keep the number of steps, the rule's own numbers, and places for what isn't used.
        var used = order.filter { if case .unused = $0 { false } else { true } }
        if form == .standalone {
            let slots = used.filter { if case .slot = $0 { true } else { false } }
            let numbers = [.iteration] + optimizer.scalars.indices.map { SavedOptimizerTensor.scalar($0) }
            used = numbers.prefix(datasets.prefix { $0.shape.isEmpty }.count) + slots
            let rest = datasets.dropFirst(used.count)
            if used.count < datasets.count, rest.allSatisfy({ $0.count <= 1 }) { return used }
        }
        let numbers = used.prefix { if case .slot = $0 { false } else { true } }
        // Keras makes the rest with the first step.
        if datasets.count <= numbers.count, hasNotBegun { return Array(numbers.prefix(datasets.count)) }
        guard used.count == datasets.count else {
            throw fault(
                expected: "\(order.count) tensors, as \(className) keeps for \(variableCount) variables",
                found: "\(datasets.count)")
        }
        return used
    }
}

extension SavedOptimizerState {
    /// Which of a model's variables each of the file's is.
    fileprivate func variables(_ trainable: [TrainedVariable]) -> [Int] {
        let own = Array(trainable.indices)
        guard let weightNames else { return own }
        let names = trainable.compactMap { weightNames[$0.place] }
        guard names.count == own.count else { return own }
        // As Python compares: by code points.
        return own.sorted { names[$0].unicodeScalars.lexicographicallyPrecedes(names[$1].unicodeScalars) }
    }
}

extension OptimizerState {
    /// Takes up what a file holds.
    ///
    /// - Throws: `KerasError.configuration` where it isn't the state of such an optimizer, or of other variables.
    mutating func restore(_ saved: SavedOptimizerState, _ trainable: [TrainedVariable]) throws {
        let order = try saved.order(for: optimizer, variableCount: trainable.count)
        let variables = saved.variables(trainable)
        var hasScalars = false
        for (entry, dataset) in zip(order, saved.datasets) {
            guard dataset.elementType.isNumeric else {
                throw saved.fault(expected: "numbers in \(dataset.path)", found: "\(dataset.elementType)")
            }
            switch entry {
            case .unused: continue
            case .iteration:
                let value = try number(dataset, saved)
                guard let count = Int(exactly: value.rounded()), count >= 0 else {
                    throw saved.fault(expected: "a number of steps in \(dataset.path)", found: "\(value)")
                }
                iteration = count
            case .learningRate:
                let rate = Float(try number(dataset, saved))
                if case .constant = optimizer.settings.learningRate { optimizer.settings.learningRate = .constant(rate) }
            case .scalar(let index):
                scalars[index] = Float(try number(dataset, saved))
                hasScalars = true
            case .slot(let index, let variable):
                let slot = slots[variables[variable]][index]
                guard dataset.shape == slot.shape else {
                    throw saved.fault(
                        expected: "\(slot.name) of shape \(SavedLayer.text(slot.shape)) in \(dataset.path)",
                        found: SavedLayer.text(dataset.shape))
                }
                slot.set(Tensor(shape: dataset.shape, values: try dataset.read(as: Float.self)))
            }
        }
        if !hasScalars { scalars = optimizer.scalars(after: iteration) }
    }

    private func number(_ dataset: Dataset, _ saved: SavedOptimizerState) throws -> Double {
        guard dataset.count == 1 else {
            throw saved.fault(expected: "one number in \(dataset.path)", found: SavedLayer.text(dataset.shape))
        }
        return try dataset.read(as: Double.self)[0]
    }
}
