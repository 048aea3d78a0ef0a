import Dataflow
import Datasets
import Feeding
import Foundation
import Imaging
import Keras

/// What a training learns and is judged by: files of examples, or folders of pictures, one for each class.
enum FitExamples {
    case files(learnt: ExampleSet, judged: ExampleSet?, classes: Int)
    case folders(learnt: Pictures, judged: Pictures?, classes: Int)

    struct Pictures {
        let path: String
        let pictures: [PictureFolder.Picture]

        /// In the order in which `dataset make` would write them.
        init(_ folder: PictureFolder, seed: Int) {
            path = folder.path
            pictures = PictureFolder.divide(folder.pictures, testShare: 0, seed: UInt32(truncatingIfNeeded: seed)).train
        }
    }

    init(_ data: String, validation: String?, seed: Int) throws {
        let areFolders = [data, validation ?? data].map(Self.isFolder)
        guard areFolders[0] == areFolders[1] else {
            throw FitError.mixture(data: data, validation: validation ?? "", isFolder: areFolders[0])
        }
        guard areFolders[0] else {
            let file = try ExampleFile(reading: data)
            let judged = try validation.map { try ExampleFile(reading: $0).set(preferring: "test_set") }
            self = .files(learnt: try file.set(preferring: "train_set"), judged: judged, classes: file.classes.count)
            return
        }
        let folder = try PictureFolder(data)
        let judged = try validation.map { try PictureFolder($0, classes: folder.classes.texts) }
        self = .folders(
            learnt: Pictures(folder, seed: seed), judged: judged.map { Pictures($0, seed: seed) }, classes: folder.classes.count)
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    var classes: Int {
        switch self {
        case .files(_, _, let classes), .folders(_, _, let classes): classes
        }
    }

    /// How many are learnt.
    var count: Int {
        switch self {
        case .files(let learnt, _, _): learnt.count
        case .folders(let learnt, _, _): learnt.pictures.count
        }
    }

    var areJudged: Bool {
        switch self {
        case .files(_, let judged, _): judged != nil
        case .folders(_, let judged, _): judged != nil
        }
    }

    /// Trains; with pictures as a pipeline brings them.
    func train(
        _ training: CompiledModel, of model: Model, labels: ExampleSamples.Labels, divisor: Double, _ options: FitOptions,
        callbacks: [any TrainingCallback]
    ) async throws {
        switch self {
        case .files(let learnt, let judged, _):
            _ = try training.fit(
                ExampleSamples(examples: learnt, labels: labels, divisor: divisor), options,
                validation: judged.map { ExampleSamples(examples: $0, labels: labels, divisor: divisor) }, callbacks: callbacks)
        case .folders(let learnt, let judged, _):
            let form = try Self.form(of: model)
            func feed(_ pictures: Pictures, shuffles: Bool) -> PictureFeed {
                var options = options
                options.shuffles = shuffles
                return PictureFeed(
                    pictures.pictures, of: pictures.path, form: form, dividedBy: divisor, target: labels.target, options)
            }
            let learntFeed = feed(learnt, shuffles: options.shuffles)
            var options = options
            options.stepsPerEpoch = learntFeed.batchesPerEpoch
            guard let judged else {
                let report = try await learntFeed.run { [options] in
                    try await training.fit($0, options, callbacks: callbacks)
                }.report
                return try Self.check([report])
            }
            let judgedFeed = feed(judged, shuffles: false)
            options.validationSteps = judgedFeed.batchesPerEpoch
            let (inner, outer) = try await learntFeed.run { [options] batches in
                try await judgedFeed.run { judged in
                    try await training.fit(batches, options, validation: judged, callbacks: callbacks)
                }.report
            }
            try Self.check([inner, outer])
        }
    }

    private static func form(of model: Model) throws(FitError) -> PictureForm {
        let shapes = model.inputs.map { $0.shape.map { $0 } }
        guard shapes.count == 1, shapes[0].count == 4, let height = shapes[0][1], let width = shapes[0][2],
            let channels = shapes[0][3], [1, 3].contains(channels)
        else { throw .pictures(model: model.name, found: "\(shapes.map { $0.map { $0.map(String.init) ?? "any" } })") }
        return PictureForm(size: PixelSize(width: width, height: height), isGrey: channels == 1)
    }

    /// Every picture must be accounted for.
    private static func check(_ reports: [RunReport]) throws(FitError) {
        let imbalances = reports.flatMap(\.imbalances)
        guard imbalances.isEmpty else { throw .imbalance(imbalances) }
    }
}

extension ExampleSamples.Labels {
    fileprivate var target: PictureFeed.Target {
        switch self {
        case .numbers: .number
        case .oneHot(let classes): .oneHot(classes: classes)
        }
    }
}
