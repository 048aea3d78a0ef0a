import Foundation
import HDF5
import TestMaterial
import Testing

/// The memory of whole processes, within loose bounds; `WeightMemoryTests` and `StoredWeightsTests` count exactly.
@Suite("memory of the command line", .timeLimit(.minutes(5)))
struct MemoryTests {
    private let folder: TemporaryFolder
    private let model: String

    /// A model of 28 MB: three 3×3 convolutions of 512 channels, for which Winograd's weights are larger.
    init() throws {
        folder = try TemporaryFolder()
        model = folder.path("model.h5")
        try Self.writeModel(to: model)
        let file = try HDF5File.create(folder.path("x.h5"))
        // Large enough for Winograd to win clearly: else the kernels are timed first, which takes more memory for a moment.
        let image = (0..<20 * 20 * 512).map { (index: Int) -> Float in Float(index % 251) / 251 }
        try file.root.write(image, shape: [1, 20, 20, 512], to: "image")
        try file.commit()
    }

    private static func writeModel(to path: String) throws {
        let names = ["a", "b", "c"]
        let layers = names.map { name -> String in
            """
            {"class_name": "Conv2D", "config": {"name": "\(name)", "filters": 512, "kernel_size": [3, 3], "padding": "same", \
            "use_bias": false}}
            """
        }
        let input = """
            {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 20, 20, 512], "name": "image"}}
            """
        let file = try HDF5File.create(path)
        let list = ([input] + layers).joined(separator: ", ")
        let configuration = #"{"class_name": "Sequential", "config": {"name": "stack", "layers": [\#(list)]}}"#
        try file.root.setAttribute("model_config", to: .string(configuration))
        try file.root.setAttribute("keras_version", to: .string("2.15.0"))
        let weights = try file.root.group("model_weights")
        try weights.setAttribute("layer_names", to: .strings(names))
        let kernel = (0..<9 * 512 * 512).map { (index: Int) -> Float in Float(index % 1009) / 10090 - 0.05 }
        for name in names {
            let group = try weights.group(name)
            try group.setAttribute("weight_names", to: .strings(["\(name)/kernel:0"]))
            try group.write(kernel, shape: [3, 3, 512, 512], to: "\(name)/kernel:0")
        }
        try file.commit()
    }

    /// The most that a run of the command line had of the memory, in bytes.
    ///
    /// A shell reads it again and again until the process ends. What the system tells of an ended process would count the memory of
    /// the one that started it too, which here holds all other tests.
    private func peak(_ arguments: String...) async throws -> Int {
        let executable = try #require(Executable.url, "the built framerill is not beside the tests").path
        let readings = try folder.write("", to: "readings")
        let script = """
            readings=$1; shift; "$@" >/dev/null & process=$!
            while grep -s VmHWM /proc/$process/status >>"$readings"; do :; done
            wait $process
            """
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script, "sh", readings, executable] + arguments
        // Tuned answers are not to be left in the user's cache, nor found there.
        process.environment = [
            "OMP_WAIT_POLICY": "passive", "PATH": "/usr/bin:/bin", "XDG_CACHE_HOME": folder.path("cache"),
        ]
        let status = try await ending(of: process) {}
        try #require(status == 0, "framerill \(arguments.joined(separator: " ")): status \(status)")
        let kibibytes = try String(contentsOfFile: readings, encoding: .utf8).split(separator: "\n").compactMap { line in
            line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
        }
        return try #require(kibibytes.max()) * 1024
    }

    @Test("a model's file is never held twice: to describe, to convert, to answer once")
    func peaks() async throws {
        let size = try #require(FileManager.default.attributesOfItem(atPath: model)[.size] as? Int)
        #expect(size > 28_000_000)
        // On a busy machine so short a run can end between two readings.
        var least = 0
        for _ in 0..<5 { least = max(least, try await peak("layers")) }
        // The configuration alone is read.
        #expect(try await peak("summary", model) - least < size / 2)
        let archive = folder.path("model.keras")
        // One weight at a time, and its copy on the way into the archive: here a third of the file each.
        let converted = try await peak("convert", model, archive)
        #expect(converted - least < size * 3 / 2, "\(converted), and \(least) for nothing")
        for input in [model, archive] {
            for precision in ["exact", "fast"] {
                let taken = try await peak(
                    "predict", input, "--input", folder.path("x.h5"), "--output", folder.path("y.h5"), "--precision", precision)
                #expect(taken - least < size * 5 / 2, "\(precision), \(input): \(taken), and \(least) for nothing")
            }
        }
    }
}
