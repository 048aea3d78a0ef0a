import Foundation
import Imaging
import Training

/// Renders hands that show 0 to 5 fingers into folders that `framerill dataset make` takes: `train/0/000.png`, `test/5/019.png`, and
/// larger ones as `frames/frame-00-shows-3.jpg`.
@main
struct RenderSigns {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 2 else {
            FileHandle.standardError.write(Data("usage: RenderSigns FOLDER\n".utf8))
            exit(64)
        }
        let folder = URL(filePath: arguments[1])
        for (name, perNumber, seed) in [("train", 150, 1), ("test", 20, 2)] {
            for number in 0...5 {
                let place = folder.appending(path: "\(name)/\(number)")
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                for index in 0..<perNumber {
                    var random = NumPyRandom(seed: UInt32(seed * 100_000 + number * 10_000 + index))
                    let scene = Scene(showing: number, &random)
                    let picture = scene.picture(side: 64, samples: 3, levels: 64, &random)
                    try ImageFile.write(picture, to: place.appending(path: String(format: "%03d.png", index)).path)
                }
            }
        }
        let frames = folder.appending(path: "frames")
        try FileManager.default.createDirectory(at: frames, withIntermediateDirectories: true)
        for index in 0..<12 {
            let number = (index * 5 + 3) % 6
            var random = NumPyRandom(seed: UInt32(300_000 + index))
            let picture = Scene(showing: number, &random).picture(side: 320, samples: 2, &random)
            try ImageFile.write(
                picture, to: frames.appending(path: String(format: "frame-%02d-shows-%d.jpg", index, number)).path)
        }
    }
}
