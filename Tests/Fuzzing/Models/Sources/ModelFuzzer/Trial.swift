import Foundation
import Keras
import NeuralNetwork

/// Loading one input.
enum Trial {
    /// Lies in memory.
    private static let path = "/dev/shm/framerill-fuzz-\(getpid())"

    static func run(_ input: UnsafeBufferPointer<UInt8>) {
        guard let kind = input.first else { return }
        let content = Data(input.dropFirst())
        guard kind != 255 || ProcessInfo.processInfo.environment["FRAMERILL_FUZZ_HDF5"] != nil else { return }
        guard FileManager.default.createFile(atPath: path, contents: content) else { fatalError("can't write \(path)") }
        do {
            let model =
                Seeds.weights.indices.contains(Int(kind))
                ? try Model(path, weights: Seeds.weights[Int(kind)], byName: true) : try Model(path)
            try answer(model)
        } catch {
            // An error's text is made from what the file holds, so it is part of the trial.
            guard !"\(error)".contains("please report this file") else { fatalError("\(error)") }
        }
    }

    /// Asks a model of which no tensor is large.
    private static func answer(_ model: Model) throws {
        let rows = model.description.summary.rows
        let shapes = model.inputs.map { [1] + $0.shape.dropFirst().map { $0 ?? 8 } }
        let isSmall = (rows.flatMap(\.outputShapes).map { $0.map { $0 ?? 8 } } + shapes).allSatisfy { $0.reduce(1, *) <= 65536 }
        guard isSmall, rows.count < 100 else { return }
        _ = try model.predict(shapes.map { Tensor(shape: $0) })
    }
}
