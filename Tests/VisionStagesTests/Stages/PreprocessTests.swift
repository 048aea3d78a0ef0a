import Dataflow
import Imaging
import NeuralNetwork
import PipelineFile
import TestMaterial
import Testing
import Vision
import VisionStages

@Suite("preprocess", .timeLimit(.minutes(5)))
struct PreprocessTests {
    /// What each number must be, one at a time, from a picture of the tensor's size.
    private func naive(_ picture: PixelBuffer, _ stage: Preprocess) -> [Float] {
        func number(_ channel: Int, _ x: Int, _ y: Int) -> Float {
            let color = picture[x, y]
            let rgb = [color.red, color.green, color.blue].map(Double.init)
            let pixel: Double
            switch stage.channels {
            case .rgb: pixel = rgb[channel]
            case .bgr: pixel = rgb[2 - channel]
            case .grey: pixel = (rgb[0] * 0.299 + rgb[1] * 0.587 + rgb[2] * 0.114).rounded()
            }
            return Float((pixel - Double(stage.mean[channel])) * Double(stage.scale[channel]))
        }
        let channels = stage.channels == .grey ? 0..<1 : 0..<3
        let (columns, rows) = (0..<picture.size.width, 0..<picture.size.height)
        switch stage.layout {
        case .channelsLast: return rows.flatMap { y in columns.flatMap { x in channels.map { number($0, x, y) } } }
        case .channelsFirst: return channels.flatMap { c in rows.flatMap { y in columns.map { x in number(c, x, y) } } }
        }
    }

    private static let whole = PixelSize(width: 30, height: 20)

    @Test(
        "the tensor is what a naive computation gives", arguments: Preprocess.Channels.allCases, Preprocess.Layout.allCases)
    func tensor(channels: Preprocess.Channels, layout: Preprocess.Layout) async throws {
        for fit in Preprocess.Fit.allCases {
            for resampling in Resampling.allCases {
                var stage = Preprocess(size: Self.whole)
                (stage.channels, stage.layout, stage.fit, stage.resampling) = (channels, layout, fit, resampling)
                stage.margin = 77
                stage.mean = channels == .grey ? SIMD3(repeating: 11) : SIMD3(103.9, 116.8, 123.7)
                stage.scale = channels == .grey ? SIMD3(repeating: 0.5) : SIMD3(1, 0.5, 1 / 58)
                let frame = Frame.sample(width: 64, height: 36)
                let result = try #require(try await frames(of: [frame], through: stage).first)
                let picture = try frame.require(.image)
                let fitted =
                    fit == .stretch
                    ? picture.resized(to: Self.whole, resampling)
                    : picture.letterboxed(to: Self.whole, fill: Color(red: 77, green: 77, blue: 77), resampling).image
                let tensor = try result.require(.tensor)
                #expect(
                    tensor.shape == (layout == .channelsLast ? [1, 20, 30] : [1]) + [channels == .grey ? 1 : 3]
                        + (layout == .channelsFirst ? [20, 30] : []))
                let expected = naive(fitted, stage)
                // Grey is rounded from fixed-point weights, which may fall on the other side of a half.
                let tolerance: Float = channels == .grey ? 0.5 : 1e-4
                #expect(zip(tensor.values, expected).allSatisfy { abs($0 - $1) <= tolerance }, "\(fit), \(resampling)")
                #expect(tensor.count == expected.count)
                #expect(try result.require(.image) == picture)
            }
        }
    }

    @Test("with the channels last every bit is that of resizing and then normalising", arguments: Preprocess.Fit.allCases)
    func bits(fit: Preprocess.Fit) async throws {
        for channels in [Preprocess.Channels.rgb, .bgr] {
            var stage = Preprocess(size: Self.whole)
            (stage.fit, stage.channels, stage.margin) = (fit, channels, 114)
            (stage.mean, stage.scale) = (SIMD3(103.939, 116.779, 123.68), SIMD3(1 / 58.393, 1 / 57.12, 1 / 57.375))
            let frame = Frame.sample(width: 71, height: 36)
            let tensor = try #require(try await frames(of: [frame], through: stage).first?[.tensor])
            let picture = try frame.require(.image)
            let fitted =
                fit == .stretch
                ? picture.resized(to: Self.whole, .bicubic)
                : picture.letterboxed(to: Self.whole, fill: Color(red: 114, green: 114, blue: 114), .bicubic).image
            let expected = fitted.normalised(
                scale: stage.scale, bias: -stage.mean * stage.scale, order: channels == .rgb ? .rgb : .bgr)
            #expect(tensor.values.map(\.bitPattern) == expected.map(\.bitPattern))
        }
    }

    @Test("by default pixels go from 0 to 1, in red, green, blue")
    func defaults() async throws {
        var frame = Frame(name: "a")
        frame[.image] = PixelBuffer(size: PixelSize(width: 9, height: 5), filledWith: Color(red: 255, green: 51, blue: 0))
        let stage = Preprocess(size: PixelSize(width: 2, height: 1))
        let tensor = try #require(try await frames(of: [frame], through: stage).first?[.tensor])
        for (found, expected) in zip(tensor.values, [1, 0.2, 0, 1, 0.2, 0]) { #expect(abs(found - Float(expected)) < 1e-6) }
    }

    /// What `preprocess_input` of densenet, vgg16 and inception_v3 of Keras 3.15.1 answers to `[[[0, 0, 0], [255, 255, 255], [12, 200, 77]]]`.
    private static let answers: [Preprocess.Mode: [Float]] = [
        .torch: [
            -2.117904, -2.0357141, -1.8044444, 2.2489083, 2.4285715, 2.64, -1.9124069, 1.4656863, -0.46239641,
        ],
        .caffe: [-103.939, -116.779, -123.68, 151.061, 138.221, 131.32, -26.939003, 83.221, -111.68],
        .tf: [-1, -1, -1, 1, 1, 1, -0.90588236, 0.56862748, -0.39607841],
        .none: [0, 0, 0, 255, 255, 255, 12, 200, 77],
    ]

    @Test("the modes are those of keras.applications", arguments: Preprocess.Mode.allCases, Preprocess.Layout.allCases)
    func modes(mode: Preprocess.Mode, layout: Preprocess.Layout) async throws {
        var frame = Frame(name: "a")
        let size = PixelSize(width: 3, height: 1)
        frame[.image] = PixelBuffer(size: size, pixels: [0, 0, 0, 255, 255, 255, 12, 200, 77])
        var stage = Preprocess(size: size, mode: mode)
        stage.resampling = .nearest
        stage.layout = layout
        let tensor = try #require(try await frames(of: [frame], through: stage).first?[.tensor])
        let expected = try #require(Self.answers[mode])
        for (place, found) in tensor.values.enumerated() {
            let last = layout == .channelsLast ? place : place % 3 * 3 + place / 3
            #expect(abs(found - expected[last]) <= 2e-7 * max(1, abs(expected[last])), "\(place)")
        }
    }

    private func problems(_ options: String) -> [String] {
        do {
            let text = "stages:\n  - preprocess: { size: 8, \(options) }"
            try PipelineFile(text: text, path: "x.yaml").checkStages(against: VisionCatalogue.stages)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test("a mode decides channels, mean and scale, which are refused beside it")
    func modeAlone() {
        func refusal(_ column: Int, _ option: String) -> String {
            "x.yaml:2:\(column): stage \"preprocess\": \"\(option)\": expected it absent beside mode: tf, which decides it, found a value"
        }
        #expect(problems("mode: tf, layout: channels-first") == [])
        #expect(problems("mode: tf, scale: 2") == [refusal(45, "scale")])
        #expect(problems("mode: tf, mean: 2, channels: rgb") == [refusal(44, "mean"), refusal(57, "channels")])
        #expect(problems("mode: pytorch").first?.hasSuffix("; did you mean \"torch\"?") == true)
    }

    @Test("boxes in the tensor find their way back to the frame", arguments: Preprocess.Fit.allCases)
    func placement(fit: Preprocess.Fit) async throws {
        for (width, height) in [(64, 36), (20, 90), (30, 20), (7, 7)] {
            var stage = Preprocess(size: Self.whole)
            stage.fit = fit
            let frame = Frame.sample(width: width, height: height)
            let placement = try #require(try await frames(of: [frame], through: stage).first?[.placement])
            #expect(placement.frame == PixelSize(width: width, height: height))
            let rectangle = PixelRectangle(left: 1, top: 2, right: Double(width) - 2.5, bottom: Double(height) - 1)
            let inTensor: PixelRectangle
            switch fit {
            case .stretch:
                let (x, y) = (30 / Double(width), 20 / Double(height))
                inTensor = PixelRectangle(
                    left: rectangle.left * x, top: rectangle.top * y, right: rectangle.right * x, bottom: rectangle.bottom * y)
            case .letterbox:
                inTensor = Letterbox(fitting: placement.frame, into: Self.whole).toTarget(rectangle)
            }
            let back = placement.frameRectangle(
                of: Box(
                    left: inTensor.left / 30, top: inTensor.top / 20, right: inTensor.right / 30, bottom: inTensor.bottom / 20))
            for (found, expected) in zip(
                [back.left, back.top, back.right, back.bottom],
                [rectangle.left, rectangle.top, rectangle.right, rectangle.bottom])
            {
                #expect(abs(found - expected) < 1e-9)
            }
        }
    }
}
