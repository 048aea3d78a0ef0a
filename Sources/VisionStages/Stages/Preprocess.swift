public import Dataflow
public import Imaging
import NeuralNetwork
import Vision

/// Makes the network's input of the picture: the size, the channels and the range of numbers that it was trained on.
///
/// Each value is `(pixel - mean) × scale`, pixel from 0 to 255.
///
/// **Emits** each frame with `tensor` and `placement` filled. **Waits when** there is no input or no room behind. **Ends when**
/// its input ends. **Fails when** a frame has no picture.
public struct Preprocess: Transform {
    public typealias Input = Frame
    public typealias Output = Frame

    /// How a picture of another shape comes to the network's shape.
    public enum Fit: String, CaseIterable, Sendable {
        /// Pulled until it fills the input.
        case stretch
        /// In its own shape, with margins.
        case letterbox
    }

    public enum Channels: String, CaseIterable, Sendable {
        case rgb, bgr
        /// One channel: 0.299 R + 0.587 G + 0.114 B (ITU-R 601-2), rounded as Pillow's mode L.
        case grey

        var count: Int { self == .grey ? 1 : 3 }
    }

    /// Where the channels stand in the tensor's shape.
    public enum Layout: String, CaseIterable, Sendable {
        case channelsLast = "channels-last"
        case channelsFirst = "channels-first"
    }

    public var size: PixelSize
    public var fit = Fit.stretch
    public var resampling = Resampling.bicubic
    /// The grey of a letterbox's margins.
    public var margin: UInt8 = 128
    public var channels = Channels.rgb
    /// Subtracted from each pixel, by channel of the tensor.
    public var mean = SIMD3<Float>.zero
    /// By channel of the tensor.
    public var scale = SIMD3<Float>(repeating: 1 / 255)
    public var layout = Layout.channelsLast

    public init(size: PixelSize) { self.size = size }

    /// The channels and the range of numbers that a network of `keras.applications` was trained on.
    public init(size: PixelSize, mode: Mode) {
        self.size = size
        (channels, mean, scale) = (mode.channels, mode.mean, mode.scale)
    }

    public var defaultSettings: StageSettings { StageSettings(name: Self.entry.name, threads: .dedicated) }

    /// The shape of what it makes, without the batch dimension.
    var shape: [Int] {
        switch layout {
        case .channelsLast: [size.height, size.width, channels.count]
        case .channelsFirst: [channels.count, size.height, size.width]
        }
    }

    public func transform(_ frame: Frame) async throws -> Frame? {
        let image = try frame.require(.image)
        var result = frame
        switch fit {
        case .stretch: result[.placement] = .resized(frame: image.size)
        case .letterbox: result[.placement] = .letterboxed(Letterbox(fitting: image.size, into: size))
        }
        var tensor = Tensor(uninitialized: [1] + shape)
        tensor.withMutableElements { fill($0, with: image) }
        result[.tensor] = tensor
        return result
    }

    private var marginColor: Color { Color(red: margin, green: margin, blue: margin) }

    private func fitted(_ image: PixelBuffer) -> PixelBuffer {
        switch fit {
        case .stretch: image.resized(to: size, resampling)
        case .letterbox: image.letterboxed(to: size, fill: marginColor, resampling).image
        }
    }

    private func fill(_ values: UnsafeMutableBufferPointer<Float>, with image: PixelBuffer) {
        switch (channels, layout) {
        case (.grey, _):
            fitted(image).withPixels { pixels in
                for place in values.indices {
                    let (red, green, blue) = (pixels[3 * place], pixels[3 * place + 1], pixels[3 * place + 2])
                    let grey = (19595 * UInt32(red) + 38470 * UInt32(green) + 7471 * UInt32(blue) + 0x8000) >> 16
                    values[place] = (Float(grey) - mean[0]) * scale[0]
                }
            }
        case (_, .channelsLast):
            let bias = -mean * scale
            let order: ChannelOrder = channels == .rgb ? .rgb : .bgr
            switch fit {
            case .stretch: image.normalise(resizedTo: size, resampling, into: values, scale: scale, bias: bias, order: order)
            case .letterbox:
                _ = image.normalise(
                    letterboxedTo: size, fill: marginColor, resampling, into: values, scale: scale, bias: bias, order: order)
            }
        case (_, .channelsFirst):
            let plane = size.pixelCount
            fitted(image).withPixels { pixels in
                for channel in 0..<3 {
                    let source = channels == .rgb ? channel : 2 - channel
                    for place in 0..<plane {
                        values[channel * plane + place] = (Float(pixels[3 * place + source]) - mean[channel]) * scale[channel]
                    }
                }
            }
        }
    }
}

extension Preprocess {
    /// What a pipeline file can say of it.
    public static let entry = StageEntry<Frame>(
        name: "preprocess",
        summary: "Makes the network's input of the picture: its size, its channels, its range of numbers.",
        kind: .transform,
        contract: StageContract(
            emits: "each frame with its tensor", waitsWhen: "there is no input or no room behind",
            endsWhen: "its input ends", failsWhen: "a frame has no picture"),
        options: [
            Options.size, Options.fit, Options.margin, Options.resample, Options.mode, Options.channels, Options.mean,
            Options.scale, Options.layout,
        ],
        reads: ["image"], writes: ["tensor", "placement"],
        example: "- preprocess: { size: 320, resample: bilinear, scale: 1/255 }"
    ) { reader in
        let size = reader.read(Options.size)
        var stage = Preprocess(size: PixelSize(width: size.width, height: size.height))
        stage.fit = reader.read(Options.fit)
        stage.margin = UInt8(reader.read(Options.margin))
        stage.resampling = reader.read(Options.resample)
        stage.channels = reader.read(Options.channels)
        stage.mean = reader.read(Options.mean)
        stage.scale = reader.read(Options.scale)
        stage.layout = reader.read(Options.layout)
        if let mode = reader.read(Options.mode) {
            for option: any DescribedOption in [Options.channels, Options.mean, Options.scale] {
                reader.refuseIfGiven(option, "expected it absent beside mode: \(mode.rawValue), which decides it, found a value")
            }
            (stage.channels, stage.mean, stage.scale) = (mode.channels, mode.mean, mode.scale)
        }
        if stage.channels == .grey {
            for (option, value) in [(Options.mean, stage.mean), (Options.scale, stage.scale)]
            where value != SIMD3(repeating: value.x) {
                reader.refuse(option, "expected one number for the one channel of grey, found three that differ")
            }
        }
        return StageBlueprint(
            threads: .dedicated,
            verify: { [stage] _ in
                [
                    Slot("tensor", shape: stage.shape, detail: "\(stage.channels.rawValue), \(stage.layout.rawValue)"),
                    Slot("placement"),
                ]
            },
            build: { [stage] in .stage(stage) })
    }

    private enum Options {
        static let size = StageOption("size", .size(), "width and height of the network's input")
        static let fit = StageOption("fit", .oneOf(Fit.self), default: .stretch, "how a picture of another shape is fitted in")
        static let margin = StageOption("margin", .integer(in: 0...255), default: 128, "the grey of a letterbox's margins")
        static let resample = StageOption(
            "resample", .oneOf(Resampling.self), default: .bicubic, "how it is resized; all but nearest as Pillow does")
        static let mode = StageOption(
            optional: "mode", .oneOf(Mode.self), absent: "channels, mean and scale decide",
            "those of keras.applications, as preprocess_input: tf, torch, caffe, or none for networks that do it themselves")
        static let channels = StageOption("channels", .oneOf(Channels.self), default: .rgb, "which, and in which order")
        static let mean = StageOption("mean", .perChannel, default: .zero, "subtracted from each pixel (0 to 255)")
        static let scale = StageOption(
            "scale", .perChannel, default: SIMD3(repeating: 1 / 255), "then multiplied by this")
        static let layout = StageOption(
            "layout", .oneOf(Layout.self), default: .channelsLast, "where the channels stand in the tensor")
    }
}
