import Glibc
import HDF5
import NeuralNetwork
import Training

/// All that a training needs to go on as if nothing had happened, in one HDF5 file of our own: the weights, what the optimizer keeps, the
/// place in the course of epochs, and what callbacks remember.
///
/// The order of the samples and all chance come from the seed and the numbers of epoch and step.
struct TrainingBackup {
    let path: String
    /// Of which training it is: a backup of another is refused.
    let signature: String

    var exists: Bool { access(path, F_OK) == 0 }

    func write(_ model: CompiledModel, at point: ResumePoint, _ callbacks: [any TrainingCallback]) throws {
        let file = try HDF5File.create(path)
        let root = file.root
        let state = model.optimizerState
        try root.write([signature], to: "training")
        try root.write(
            [point.epoch, point.step, point.steps ?? -1, state.iteration].map(Int64.init), shape: [4], to: "place")
        if case .constant(let rate) = state.optimizer.settings.learningRate {
            try root.write([rate], shape: [1], to: "learning rate")
        }
        try root.write(state.scalars, shape: [state.scalars.count], to: "optimizer/numbers")
        for (index, slot) in state.slots.joined().enumerated() { try root.write(slot.value, to: "optimizer/\(index)") }
        for (index, weight) in try model.weights.enumerated() { try root.write(weight.loaded(), to: "weights/\(index)") }
        if let counted = point.counted { try root.write(counted) }
        for (place, callback) in Self.places(of: callbacks) {
            for (name, tensor) in callback.memory { try root.write(tensor, to: "\(place)/\(name)") }
        }
        try file.commit()
    }

    /// Where each callback's memory lies: by its kind, and its number among those, for others may come and go between two commands.
    private static func places(of callbacks: [any TrainingCallback]) -> [(String, any TrainingCallback)] {
        var counts: [String: Int] = [:]
        return callbacks.map { callback in
            let kind = "\(type(of: callback))"
            defer { counts[kind, default: 0] += 1 }
            return ("callbacks/\(kind) \(counts[kind, default: 0])", callback)
        }
    }

    /// Brings model and callbacks to where they were.
    ///
    /// - Throws: `TrainingError.argument` for the backup of another training; `HDF5Error` for a file that isn't whole.
    func restore(_ model: CompiledModel, _ callbacks: [any TrainingCallback]) throws -> ResumePoint {
        let root = try HDF5File(reading: path).root
        guard root.contains("training"), let found = try root.dataset("training").readStrings().first, found == signature else {
            throw TrainingError.argument(
                name: "backup", expected: "a backup of this training",
                found: "\(path), of another; name another folder, or remove it")
        }
        let place = try root.dataset("place").read(as: Int.self)
        try model.setWeights(model.weights.indices.map { try root.backedUp("weights/\($0)") })
        for (index, slot) in model.optimizerState.slots.joined().enumerated() {
            slot.set(try root.backedUp("optimizer/\(index)"))
        }
        model.optimizerState.scalars = try root.dataset("optimizer/numbers").read()
        model.optimizerState.iteration = place[3]
        if root.contains("learning rate"), let rate = try root.dataset("learning rate").read(as: Float.self).first {
            model.learningRate = rate
        }
        for (place, callback) in Self.places(of: callbacks) where root.contains(place) {
            let group = try root.group(place)
            callback.memory = try Dictionary(uniqueKeysWithValues: group.names.map { ($0, try group.backedUp($0)) })
        }
        return ResumePoint(
            epoch: place[0], step: place[1], steps: place[2] < 0 ? nil : place[2], counted: try root.counted())
    }
}

extension GroupWriter {
    fileprivate func write(_ counted: RunningMetrics.Memory) throws {
        try write(counted.losses, shape: [counted.losses.count], to: "counted/losses")
        for (index, lists) in counted.metrics.enumerated() {
            for (place, list) in lists.enumerated() { try write(list, shape: [list.count], to: "counted/\(index)/\(place)") }
        }
    }

    fileprivate func write(_ tensor: Tensor, to path: String) throws {
        try tensor.withElements { elements throws(HDF5Error) in try write(Array(elements), shape: tensor.shape, to: path) }
    }
}

extension Group {
    fileprivate func counted() throws -> RunningMetrics.Memory? {
        guard contains("counted") else { return nil }
        let group = try group("counted")
        let metrics = try (0...).prefix { group.contains("\($0)") }.map { index in
            let metric = try group.group("\(index)")
            return try (0..<metric.names.count).map { try metric.dataset("\($0)").read(as: Float.self) }
        }
        return RunningMetrics.Memory(losses: try group.dataset("losses").read(as: Double.self), metrics: metrics)
    }

    fileprivate func backedUp(_ path: String) throws -> Tensor {
        let dataset = try dataset(path)
        return Tensor(shape: dataset.shape, values: try dataset.read(as: Float.self))
    }
}
