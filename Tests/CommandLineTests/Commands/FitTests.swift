import Foundation
import HDF5
import Imaging
import TestMaterial
import Testing

@Suite(.timeLimit(.minutes(5))) struct `framerill fit` {
    private let folder: TemporaryFolder
    // F_SETPIPE_SZ, which the Glibc module doesn't show.
    private static let setPipeSize: Int32 = 1031
    private static let model = Project.path("Tests/KerasTests/References/training-residual.h5")

    init() throws { folder = try TemporaryFolder() }

    /// Pictures of 12 × 12 in four colours, each a class.
    private func examples(_ stem: String, beside other: String? = nil, classes: Int = 4, labels: [Int64]? = nil) throws -> String
    {
        let path = folder.path("\(stem).h5")
        let file = try HDF5File.create(path)
        if let other {
            try file.root.write([UInt8](repeating: 0, count: 432), shape: [1, 12, 12, 3], to: "\(other)_x")
            try file.root.write([0] as [Int64], shape: [1], to: "\(other)_y")
        }
        let labels = labels ?? (0..<48).map { $0 % 4 }
        let colours: [[UInt8]] = [[250, 20, 30], [10, 240, 40], [20, 30, 230], [200, 210, 220]]
        let pixels = labels.indices.flatMap { item in
            (0..<144).flatMap { pixel in colours[item % 4].map { $0 &+ UInt8((item &* 7 &+ pixel &* 5) % 20) } }
        }
        try file.root.write(pixels, shape: [labels.count, 12, 12, 3], to: "\(stem)_x")
        try file.root.write(labels, shape: [labels.count], to: "\(stem)_y")
        try file.root.write((0..<classes).map { Int64($0) }, shape: [classes], to: "list_classes")
        try file.commit()
        return path
    }

    @Test func `learns examples, tells each epoch, and writes what evaluate judges`() async throws {
        let (train, output) = (try examples("train_set"), folder.path("trained.h5"))
        let run = try await framerill(
            "fit", Self.model, "--data", train, "--validation", train, "--epochs", "12", "--batch", "16", "--learning-rate",
            "0.01", "--output", output, "--history", folder.path("history.csv"), "--checkpoint",
            folder.path("epoch-{epoch:02d}.h5"))
        #expect(run.status == 0 && run.errors == "", "\(run)")
        #expect(run.outputLines.count == 13 && run.outputLines[0].hasPrefix("epoch 1/12  "), "\(run.output)")
        #expect(run.outputLines.last == "\(output): 36 steps")
        #expect(FileManager.default.fileExists(atPath: folder.path("epoch-12.h5")))
        let table = try String(contentsOfFile: folder.path("history.csv"), encoding: .utf8).split(separator: "\n")
        #expect(table.first == "epoch,loss,accuracy,val_loss,val_accuracy" && table.count == 13)

        let judged = try await framerill("evaluate", output, "--data", train, "--json")
        #expect(judged.status == 0, "\(judged)")
        let report = try #require(JSONSerialization.jsonObject(with: Data(judged.output.utf8)) as? [String: Any])
        let numbers = try #require(report["numbers"] as? [[String: Any]])
        #expect(numbers.map { $0["name"] as? String } == ["loss", "accuracy"])
        #expect((numbers[1]["value"] as? Double ?? 0) > 0.7, "\(judged.output)")
        let confusion = try #require(report["confusion"] as? [[Int]])
        #expect(confusion.joined().reduce(0, +) == 48 && confusion.count == 4)
    }

    @Test func `of several sets it learns the one for training, and a file without such a name is refused`() async throws {
        let output = folder.path("trained.h5")
        let both = try await framerill(
            "fit", Self.model, "--data", try examples("train_set", beside: "a_set"), "--epochs", "1", "--batch", "16", "--output",
            output)
        #expect(both.outputLines.last == "\(output): 3 steps", "\(both)")
        let neither = try await framerill(
            "fit", Self.model, "--data", try examples("b_set", beside: "a_set"), "--output", output)
        #expect(neither.status == 1 && neither.errors.contains("expected train_set among its sets of examples"), "\(neither)")
    }

    /// Pictures of 15 × 13, three of each of four classes.
    private func pictures(_ name: String) throws -> String {
        let colours: [[UInt8]] = [[250, 20, 30], [10, 240, 40], [20, 30, 230], [200, 210, 220]]
        for (label, colour) in colours.enumerated() {
            let path = folder.path("\(name)/\(label)")
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            for number in 0..<3 {
                let picture = PixelBuffer(size: PixelSize(width: 15, height: 13)) { pixels in
                    for place in pixels.indices { pixels[place] = colour[place % 3] &+ UInt8((place + 7 * number) % 20) }
                }
                try Data(PNG.encode(picture)).write(to: URL(filePath: "\(path)/\(number).png"))
            }
        }
        return folder.path(name)
    }

    @Test func `a folder of pictures gives the same weights as the file that is made of it`() async throws {
        let (train, test) = (try pictures("train"), try pictures("test"))
        for (data, set) in [(train, "train"), (test, "test")] {
            let made = try await framerill(
                "dataset", "make", data, "--size", "12x12", "--set", set, "--seed", "5", "--output", "\(data).h5")
            #expect(made.status == 0, "\(made)")
        }
        var files: [Data] = []
        var numbers: [[Substring]] = []
        for (ending, recompute) in [(".h5", "none"), ("", "none"), ("", "segments")] {
            let output = folder.path("out\(ending).h5")
            let run = try await framerill(
                "fit", Self.model, "--data", train + ending, "--validation", test + ending, "--epochs", "3", "--batch", "5",
                "--seed", "5", "--recompute", recompute, "--output", output)
            #expect(run.status == 0 && run.errors == "", "\(run)")
            #expect(run.outputLines.last == "\(output): 9 steps")
            files.append(try Data(contentsOf: URL(filePath: output)))
            // Beside the seconds.
            numbers.append(run.outputLines.dropLast().map { $0.drop { $0 != "s" } })
        }
        #expect(files[1] == files[0] && files[2] == files[0])
        #expect(numbers[1] == numbers[0])
    }

    @Test func `a folder with a picture that can't be read, or beside a file, is refused by name`() async throws {
        let train = try pictures("train")
        let mixed = try await framerill(
            "fit", Self.model, "--data", train, "--validation", try examples("test_set"), "--output", folder.path("out.h5"))
        #expect(mixed.status == 1 && mixed.errors.contains("--validation: expected a folder beside --data"), "\(mixed)")
        try Data("none".utf8).write(to: URL(filePath: "\(train)/2/1.png"))
        let broken = try await framerill("fit", Self.model, "--data", train, "--output", folder.path("out.h5"))
        #expect(broken.status == 1 && broken.errors.contains("\(train)/2/1.png"), "\(broken)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("out.h5")))
    }

    @Test func `the same seed gives the same file`() async throws {
        let train = try examples("train_set")
        var files: [Data] = []
        for name in ["a.h5", "b.h5"] {
            let run = try await framerill(
                "fit", Self.model, "--data", train, "--epochs", "2", "--seed", "3", "--output", folder.path(name))
            #expect(run.status == 0, "\(run)")
            files.append(try Data(contentsOf: URL(filePath: folder.path(name))))
        }
        #expect(files[0] == files[1])
    }

    @Test func `what was written goes on where it ended, as if it had never been`() async throws {
        let train = try examples("train_set")
        func fit(_ model: String, _ output: String, _ options: String...) async throws -> CommandRun {
            try await framerill(
                ["fit", model, "--data", train, "--batch", "16", "--seed", "3", "--output", folder.path(output)] + options)
        }
        let first = try await fit(Self.model, "half.h5", "--epochs", "2", "--optimizer", "adamw", "--learning-rate", "0.01")
        #expect(first.status == 0, "\(first)")
        let second = try await fit(folder.path("half.h5"), "on.h5", "--epochs", "1")
        #expect(second.outputLines.first == "goes on after 6 steps of AdamW", "\(second)")
        #expect(second.outputLines.last == "\(folder.path("on.h5")): 9 steps")
        let root = try HDF5File(reading: folder.path("on.h5")).root
        #expect(try root.string(attribute: "training_config")?.contains(#""class_name": "Custom>AdamW""#) == true)
        #expect(try root.dataset("optimizer_weights/iteration:0").read(as: Int.self) == [9])
        let fresh = try await fit(folder.path("half.h5"), "fresh.h5", "--epochs", "1", "--fresh-optimizer")
        #expect(fresh.outputLines.last == "\(folder.path("fresh.h5")): 3 steps", "\(fresh)")
        let other = try await fit(folder.path("half.h5"), "other.h5", "--epochs", "1", "--optimizer", "sgd")
        #expect(other.outputLines.last == "\(folder.path("other.h5")): 3 steps", "\(other)")
    }

    @Test func `the text of a model begins with what its initialisers make, by the seed`() async throws {
        let (train, architecture) = (try examples("train_set"), folder.path("model.json"))
        let configuration = try #require(try HDF5File(reading: Self.model).root.string(attribute: "model_config"))
        try configuration.write(toFile: architecture, atomically: true, encoding: .utf8)
        var files: [Data] = []
        for (name, seed) in [("a.h5", "1"), ("b.h5", "1"), ("c.h5", "2")] {
            let run = try await framerill(
                "fit", architecture, "--data", train, "--epochs", "1", "--seed", seed, "--output", folder.path(name))
            #expect(run.status == 0, "\(run)")
            files.append(try Data(contentsOf: URL(filePath: folder.path(name))))
        }
        #expect(files[0] == files[1] && files[0] != files[2])
    }

    /// Runs the command, sends a signal once it has told of some epochs, and gives what it tells from there on.
    private func ended(
        by signal: Int32, after epochs: Int, _ arguments: [String]
    ) async throws -> (status: Int32, rest: [String]) {
        let process = try process(arguments)
        let pipe = Pipe()
        // Holds some lines and no more: who isn't read waits, so that no training ends before the signal comes.
        #expect(fcntl(pipe.fileHandleForWriting.fileDescriptor, Self.setPipeSize, 4096) > 0)
        process.standardOutput = pipe
        let lines = LineReader(pipe.fileHandleForReading.fileDescriptor)
        var rest: [String] = []
        let status = try await ending(of: process) {
            try? pipe.fileHandleForWriting.close()
            for _ in 0..<epochs { _ = try await lines.next() }
            kill(process.processIdentifier, signal)
            rest = try await lines.all()
        }
        return (status, rest)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a signal ends after the batch under way and writes what was learnt`(_ signal: Int32) async throws {
        let (train, output) = (try examples("train_set"), folder.path("trained.h5"))
        let run = try await ended(
            by: signal, after: 1, ["fit", Self.model, "--data", train, "--epochs", "1000000", "--output", output])
        #expect(run.status == 128 + signal && run.rest.last?.hasPrefix("\(output): ") == true, "\(run)")
        let judged = try await framerill("evaluate", output, "--data", train)
        #expect(judged.status == 0, "\(judged)")
    }

    @Test(arguments: [[], ["--backup-every", "2"]])
    func `a training that was killed goes on to the same weights`(_ every: [String]) async throws {
        let (train, whole, output) = (try examples("train_set"), folder.path("whole.h5"), folder.path("trained.h5"))
        let (backup, history) = (folder.path("backup"), folder.path("history.csv"))
        // Long lines, of which a pipe doesn't hold many.
        let metrics = ["accuracy", "mae", "mse", "mape", "cosine_similarity", "kld"].flatMap { ["--metrics", $0] }
        let common = ["fit", Self.model, "--data", train, "--epochs", "60", "--batch", "16", "--optimizer", "nadam"] + metrics
        #expect(try await framerill(common + ["--output", whole]).status == 0)

        let arguments = common + ["--output", output, "--history", history, "--backup", backup] + every
        let status = try await ended(by: SIGKILL, after: 3, arguments).status
        #expect(status == 128 + SIGKILL || status == SIGKILL)
        #expect(!FileManager.default.fileExists(atPath: output))

        let resumed = try await framerill(arguments)
        #expect(resumed.status == 0 && resumed.outputLines[0].hasPrefix("goes on with epoch "), "\(resumed)")
        #expect(try Data(contentsOf: URL(filePath: output)) == Data(contentsOf: URL(filePath: whole)))
        #expect(!FileManager.default.fileExists(atPath: backup))
        let table = try String(contentsOfFile: history, encoding: .utf8).split(separator: "\n").dropFirst()
        #expect(table.map { $0.prefix { $0 != "," } } == (0..<60).map { "\($0)" })
    }

    @Test func `the backup of another training is refused`() async throws {
        let (train, backup) = (try examples("train_set"), folder.path("backup"))
        let common = ["fit", Self.model, "--data", train, "--backup", backup, "--output", folder.path("a.h5")]
        let status = try await ended(by: SIGINT, after: 3, common + ["--epochs", "1000000", "--batch", "16"]).status
        #expect(status == 128 + SIGINT)
        let other = try await framerill(common + ["--epochs", "1", "--batch", "8"])
        #expect(other.status == 1 && other.errors.contains("expected a backup of this training"), "\(other)")
        let alone = try await framerill(["fit", Self.model, "--data", train, "--output", "a.h5", "--backup-every", "3"])
        #expect(alone.status == 64 && alone.errors.contains("--backup-every: expected --backup"), "\(alone)")
    }

    @Test func `what doesn't go with the model is told, and nothing is written`() async throws {
        let output = folder.path("trained.h5")
        func refused(_ status: Int32, _ expected: String, _ arguments: [String]) async throws {
            let run = try await framerill(["fit", Self.model, "--output", output] + arguments)
            #expect(run.status == status && run.errors.contains(expected), "\(run)")
            #expect(!FileManager.default.fileExists(atPath: output))
        }
        try await refused(
            1, "expected examples of 4 classes, as the output has, found 6", ["--data", try examples("other_set", classes: 6)])
        try await refused(
            1, "labels from 0 to 3", ["--data", try examples("wrong_set", labels: [0, 1, 2, 9])])
        try await refused(1, "nothing.h5", ["--data", folder.path("nothing.h5")])
        let train = try examples("train_set")
        try await refused(1, "loss: expected one of", ["--data", train, "--loss", "mistake"])
        try await refused(64, "--batch: expected at least 1, found 0", ["--data", train, "--batch", "0"])
        try await refused(64, "--optimizer: expected sgd, rmsprop, adam", ["--data", train, "--optimizer", "adma"])
        try await refused(64, "--history: expected another file than --data", ["--data", train, "--history", train])
        try await refused(
            1, "--checkpoint: expected a folder that can be written to",
            ["--data", train, "--checkpoint", folder.path("no/c.h5")])
        try await refused(64, "--best-only: expected --checkpoint", ["--data", train, "--best-only"])
    }
}
