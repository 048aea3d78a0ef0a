import Foundation
import Imaging
import Keras
import NeuralNetwork
import VisionStages

/// What a model is given one by one: pictures, or the rows of datasets.
struct Samples {
    /// One of them, ready for the model.
    struct Sample {
        /// What errors and reports call it.
        let name: String
        let tensors: [Tensor]
        /// Where the picture lies in the tensor; nil for rows.
        let frame: Frame?
    }

    private enum Content {
        case pictures([String], Preprocess)
        case rows(PredictionInputs, place: String, scale: Float)
    }

    private let content: Content
    let count: Int
    /// Of each sample's tensors, batch first.
    let shapes: [[Int]]

    /// - Parameter place: a folder of pictures, a picture, a pattern; or `x.h5`, `x.h5:dataset`, `x.h5:group`.
    /// - Throws: where there is none, or the model takes no such samples.
    init(_ place: String, for model: ModelDescription, _ arguments: ImageArguments, most: Int = .max) throws {
        let path = PredictionInputs.split(place).path
        if [".h5", ".hdf5"].contains(where: path.lowercased().hasSuffix) {
            let inputs = try PredictionInputs(place, for: model.inputs)
            guard inputs.fixedBatch ?? 1 == 1 else { throw SamplesError.batch(model: model.name, inputs.fixedBatch ?? 1) }
            content = .rows(inputs, place: place, scale: arguments.scale ?? 1)
            count = min(inputs.rowCount, most)
            shapes = try inputs.read(0..<1, scale: 1).map(\.shape)
            return
        }
        let files = try FrameSequence(path: place).files()
        let shape = try Self.pictureShape(of: model, arguments.size)
        var preprocess = arguments.preprocess(PixelSize(width: shape[2], height: shape[1]))
        if shape[3] == 1 { preprocess.channels = .grey }
        content = .pictures(files, preprocess)
        count = min(files.count, most)
        shapes = [shape]
    }

    private static func pictureShape(of model: ModelDescription, _ size: ImageExtents?) throws -> [Int] {
        guard model.inputs.count == 1, model.inputs[0].shape.count == 4 else {
            throw SamplesError.noPictures(model: model.name, inputs: model.inputs)
        }
        let shape = model.inputs[0].shape
        guard let height = shape[1] ?? size?.height, let width = shape[2] ?? size?.width else {
            throw SamplesError.openSize(model: model.name, model.inputs[0])
        }
        guard shape[3] == 3 || shape[3] == 1, shape[0] ?? 1 == 1 else {
            throw SamplesError.noPictures(model: model.name, inputs: model.inputs)
        }
        return [1, height, width, shape[3] ?? 3]
    }

    func sample(_ index: Int) async throws -> Sample {
        switch content {
        case .rows(let inputs, let place, let scale):
            return Sample(name: "\(place) row \(index)", tensors: try inputs.read(index..<index + 1, scale: scale), frame: nil)
        case .pictures(let files, let preprocess):
            var frame = Frame(name: (files[index] as NSString).lastPathComponent, file: files[index])
            frame[.image] = try ImageFile.read(files[index])
            guard var prepared = try await preprocess.transform(frame) else {
                preconditionFailure("a picture left out: \(files[index])")
            }
            let tensor = try prepared.take(.tensor)
            return Sample(name: files[index], tensors: [tensor], frame: prepared)
        }
    }
}

/// Why a model can't be given samples.
enum SamplesError: Error, CustomStringConvertible {
    case noPictures(model: String, inputs: [ModelPort])
    case openSize(model: String, ModelPort)
    case batch(model: String, Int)

    var description: String {
        switch self {
        case .noPictures(let model, let inputs):
            "model \"\(model)\": expected one input of pictures [any, height, width, 3 or 1], found "
                + inputs.map { "\"\($0.name)\" \($0.shape.text)" }.joined(separator: ", ") + "; give datasets in HDF5"
        case .openSize(let model, let input):
            "model \"\(model)\": expected a size for the input \"\(input.name)\" \(input.shape.text), found none; give --size"
        case .batch(let model, let batch):
            "model \"\(model)\": expected an open batch, or one of 1, found \(batch); save the model with an open batch"
        }
    }
}
