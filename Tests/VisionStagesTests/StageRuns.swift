import Dataflow
import DataflowTesting
import Foundation
import Imaging
import TestMaterial
import Testing
import VisionStages

/// Frames through one stage, in a run of their own.
func frames(
    of input: [Frame], through stage: any Stage<Frame, Frame>, settings: StageSettings? = nil
) async throws -> [Frame] {
    let sink = ProbeSink<Frame>()
    let pipeline = try Pipeline([
        .source(await ProbeSource("test", input)), .stage(stage, settings: settings), .sink(sink),
    ])
    expectConserved(try await pipeline.run())
    return sink.stored
}

/// All frames that a source emits, with their identities.
func emissions(of source: some Source<Frame>) async throws -> [(id: ItemID, frame: Frame)] {
    let sink = ProbeSink<Frame>()
    let pipeline = try Pipeline([.source(source), .sink(sink)])
    expectConserved(try await pipeline.run())
    return zip(sink.storedIDs, sink.stored).map { ($0, $1) }
}

extension Frame {
    /// A frame with a picture of its own, other frames' names apart.
    static func sample(_ name: String = "sample-7", width: Int = 40, height: Int = 24, seed: Int = 1) -> Frame {
        var frame = Frame(name: name, number: NaturalOrder.lastNumber(in: name))
        frame[.image] = .sample(width: width, height: height, seed: seed)
        return frame
    }
}

extension PixelBuffer {
    /// Slopes and waves, different for each seed, that survive JPEG.
    static func sample(width: Int = 40, height: Int = 24, seed: Int = 1) -> PixelBuffer {
        PixelBuffer(size: PixelSize(width: width, height: height)) { pixels in
            for y in 0..<height {
                for x in 0..<width {
                    let start = 3 * (y * width + x)
                    pixels[start] = UInt8((x * 5 + seed * 31) % 256)
                    pixels[start + 1] = UInt8((y * 7 + seed * 17) % 256)
                    pixels[start + 2] = UInt8(127 + Int(100 * sin(Double(x + y * seed) / 9)))
                }
            }
        }
    }
}

/// A folder with pictures of these names.
func folder(withPictures names: [String], size: PixelSize = PixelSize(width: 40, height: 24)) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (index, name) in names.enumerated() {
        let picture = PixelBuffer.sample(width: size.width, height: size.height, seed: index + 1)
        try ImageFile.write(picture, to: folder.path(name))
    }
    return folder
}

func namesOfFiles(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".framerill-") }.sorted()
}
