public import ArgumentParser
public import Imaging
public import VisionStages

/// How pictures become what a network takes: the options of the stage `preprocess`.
struct ImageArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Height and width of images where the model leaves them open.", valueName: "HxW"))
    var size: ImageExtents?

    @Option(help: "Channels and range of the numbers as the network's module of keras.applications has them, instead of --scale.")
    var mode: Preprocess.Mode?

    @Option(
        help: "Each number is multiplied by this; 0.00392156862745098 for pictures unless --mode says otherwise, 1 for datasets.")
    var scale: Float?

    @Option(help: "How pictures are resized.")
    var resample: Resampling = .bicubic

    @Flag(help: "Pictures keep their shape, with margins.")
    var letterbox = false

    func validate() throws {
        if mode != nil, scale != nil { throw ValidationError("--scale: expected none beside --mode, which decides it") }
        if let scale, !scale.isFinite { throw ValidationError("--scale: expected a finite number, found \(scale)") }
    }

    func preprocess(_ size: PixelSize) -> Preprocess {
        var stage = mode.map { Preprocess(size: size, mode: $0) } ?? Preprocess(size: size)
        if let scale { stage.scale = SIMD3(repeating: scale) }
        stage.resampling = resample
        stage.fit = letterbox ? .letterbox : .stretch
        return stage
    }
}

extension Preprocess.Mode: ExpressibleByArgument {}
extension Resampling: ExpressibleByArgument {}
