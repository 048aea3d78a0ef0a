import Foundation
import Glibc
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
        let image = (0..<10 * 10 * 512).map { (index: Int) -> Float in Float(index % 251) / 251 }
        try file.root.write(image, shape: [1, 10, 10, 512], to: "image")
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
            {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 10, 10, 512], "name": "image"}}
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
    private func peak(_ arguments: String...) throws -> Int {
        let executable = try #require(Executable.url, "the built framerill is not beside the tests").path
        var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) } + [nil]
        // Tuned answers are not to be left in the user's cache, nor found there.
        let cache = "XDG_CACHE_HOME=\(folder.path("cache"))"
        let variables: [String] = ["OMP_WAIT_POLICY=passive", "PATH=/usr/bin:/bin", cache]
        var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        defer { for word in words + environment { free(word) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        var process = pid_t()
        let code = posix_spawn(&process, executable, &actions, nil, &words, &environment)
        try #require(code == 0, "posix_spawn: error \(code)")
        var (status, usage) = (Int32(), rusage())
        while wait4(process, &status, 0, &usage) < 0 { try #require(errno == EINTR) }
        try #require(status == 0, "framerill \(arguments.joined(separator: " ")): status \(status)")
        return usage.ru_maxrss * 1024
    }

    @Test("a model's file is never held twice: to describe, to convert, to answer once")
    func peaks() throws {
        let size = try #require(FileManager.default.attributesOfItem(atPath: model)[.size] as? Int)
        #expect(size > 28_000_000)
        let least = try peak("layers")
        // The configuration alone is read.
        #expect(try peak("summary", model) - least < size / 2)
        let archive = folder.path("model.keras")
        // One weight at a time.
        #expect(try peak("convert", model, archive) - least < size)
        for input in [model, archive] {
            for precision in ["exact", "fast"] {
                let taken = try peak(
                    "predict", input, "--input", folder.path("x.h5"), "--output", folder.path("y.h5"), "--precision", precision)
                #expect(taken - least < size * 5 / 2, "\(precision), \(input): \(taken), and \(least) for nothing")
            }
        }
    }
}
