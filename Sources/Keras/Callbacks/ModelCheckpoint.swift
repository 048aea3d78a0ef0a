import Foundation
public import NeuralNetwork

/// Saves the model after epochs, as Keras opens it and goes on with it. What was saved before stays until the new file is whole.
public final class ModelCheckpoint: TrainingCallback {
    private let path: String
    private let monitor: Monitor
    private let savesBestOnly: Bool
    private let savesWeightsOnly: Bool
    private var best: Float?

    /// - Parameters:
    ///   - path: `{epoch:02d}` and `{val_loss:.2f}`, and the like for every number of the logs, are replaced; epochs count from 1.
    ///   - savesBestOnly: whether it saves only after an epoch whose number is the best so far.
    ///   - savesWeightsOnly: whether the file holds the weights alone.
    public init(
        _ path: String, monitor: Monitor = Monitor("val_loss"), savesBestOnly: Bool = false, savesWeightsOnly: Bool = false
    ) {
        (self.path, self.monitor) = (path, monitor)
        (self.savesBestOnly, self.savesWeightsOnly) = (savesBestOnly, savesWeightsOnly)
    }

    public func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ model: CompiledModel) throws {
        if savesBestOnly {
            let value = try monitor.value(in: logs, for: "ModelCheckpoint")
            guard monitor.isBetter(value, than: best) else { return }
            best = value
        }
        let file = try Self.filled(path, epoch: epoch, logs)
        if savesWeightsOnly { try model.model().saveWeights(file) } else { try model.save(file) }
    }

    public var memory: [String: Tensor] {
        get {
            var memory: [String: Tensor] = [:]
            memory[number: "best"] = best
            return memory
        }
        set { best = newValue[number: "best"] }
    }

    /// A path with the numbers in their places, each in the format of Python that stands behind its name.
    static func filled(_ path: String, epoch: Int, _ logs: TrainingLogs) throws(TrainingError) -> String {
        var (result, rest) = ("", path[...])
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let parts = rest[rest.index(after: open)..<close].split(separator: ":", maxSplits: 1)
            let (name, format) = (String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "")
            if name == "epoch" {
                result += String(format: "%\(format.hasSuffix("d") ? format.dropLast() : "")d", epoch + 1)
            } else if let value = logs[name] {
                result += format.hasSuffix("f") ? String(format: "%\(format)", Double(value)) : "\(value)"
            } else {
                throw .argument(
                    name: "ModelCheckpoint: path", expected: "epoch or one of \(logs.names.joined(separator: ", ")) in braces",
                    found: "{\(name)}")
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
