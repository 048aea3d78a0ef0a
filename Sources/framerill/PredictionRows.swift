import Foundation
import Keras
import NeuralNetwork

/// What `predict` answers, a few rows at a time: the rows of datasets, or pictures.
struct PredictionRows {
    private enum Content {
        case datasets(PredictionInputs, scale: Float)
        case pictures(Samples)
    }

    private let content: Content
    let count: Int
    /// How many rows the model takes at once, where it takes no other number.
    let fixedBatch: Int?

    /// - Parameter place: `x.h5`, `x.h5:dataset` or `x.h5:group`; a folder of pictures, a picture, or a pattern such as `*.jpg`.
    init(_ place: String, for model: ModelDescription, _ images: ImageArguments) throws {
        guard Self.arePictures(place) else {
            let inputs = try PredictionInputs(place, for: model.inputs)
            (content, count, fixedBatch) = (.datasets(inputs, scale: images.scale ?? 1), inputs.rowCount, inputs.fixedBatch)
            return
        }
        let samples = try Samples(place, for: model, images)
        (content, count, fixedBatch) = (.pictures(samples), samples.count, model.inputs[0].shape[0])
    }

    private static func arePictures(_ place: String) -> Bool {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue { return true }
        return [".jpg", ".jpeg", ".png"].contains(where: place.lowercased().hasSuffix)
    }

    /// The rows of each input, and the files that they come from; none of datasets.
    func read(_ rows: Range<Int>) async throws -> (tensors: [Tensor], files: [String]) {
        switch content {
        case .datasets(let inputs, let scale): return (try inputs.read(rows, scale: scale), [])
        case .pictures(let samples):
            var (parts, files): ([Tensor], [String]) = ([], [])
            for row in rows {
                let sample = try await samples.sample(row)
                parts.append(sample.tensors[0])
                files.append(sample.name)
            }
            return ([Tensor(joiningRows: parts)], files)
        }
    }
}
