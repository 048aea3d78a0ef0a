import Foundation
import HDF5
import Imaging
import TestMaterial
import Testing

/// What `framerill fit` prints, and what it leaves beside the model.
@Suite(.timeLimit(.minutes(5))) struct `What a training tells` {
    private let folder: TemporaryFolder
    private static let model = Project.path("Tests/KerasTests/References/training-residual.h5")

    init() throws { folder = try TemporaryFolder() }

    private func examples(_ stem: String = "train_set") throws -> String {
        let path = folder.path("\(stem).h5")
        let file = try HDF5File.create(path)
        func pixel(_ item: Int, _ place: Int) -> UInt8 { UInt8((item % 4 * 60 + place * 7) % 251) }
        let pixels = (0..<24).flatMap { item in (0..<432).map { pixel(item, $0) } }
        try file.root.write(pixels, shape: [24, 12, 12, 3], to: "\(stem)_x")
        try file.root.write((0..<24).map { Int64($0 % 4) }, shape: [24], to: "\(stem)_y")
        try file.root.write([0, 1, 2, 3] as [Int64], shape: [4], to: "list_classes")
        try file.commit()
        return path
    }

    private func fit(_ model: String = model, to output: String = "m.h5", _ options: String...) async throws -> CommandRun {
        let train = try examples()
        return try await framerill(
            ["fit", model, "--data", train, "--epochs", "2", "--batch", "8", "--output", folder.path(output)] + options)
    }

    private func table(_ name: String) throws -> [String] {
        try String(contentsOfFile: folder.path(name), encoding: .utf8).split(separator: "\n").map(String.init)
    }

    @Test func `The numbers of each epoch lie beside the model, as a table and drawn`() async throws {
        let run = try await fit(to: "m.h5", "--validation", try examples("test_set"))
        #expect(run.status == 0 && run.errors == "", "\(run)")
        let table = try table("m.history.csv")
        #expect(table.first == "epoch,loss,accuracy,val_loss,val_accuracy")
        #expect(table.dropFirst().map { $0.prefix(2) } == ["0,", "1,"])
        #expect(try ImageFile.read(folder.path("m.history.png")).size == PixelSize(width: 1784, height: 604))
        #expect(try String(contentsOfFile: folder.path("m.history.svg"), encoding: .utf8).hasPrefix("<?xml"))
        let bare = try await fit(to: "bare.keras", "--no-charts", "--history", folder.path("elsewhere.csv"))
        #expect(bare.status == 0, "\(bare)")
        #expect(try self.table("elsewhere.csv").count == 3)
        #expect(try Material.names(in: folder.url.path).filter { $0.hasPrefix("bare") } == ["bare.keras"])
    }

    @Test func `A training that goes on adds to what was told`() async throws {
        _ = try await fit()
        let first = try table("m.history.csv")
        let on = try await fit(folder.path("m.h5"), to: "on.h5", "--metrics", "mse")
        #expect(on.status == 0 && on.outputLines.first == "goes on after 6 steps of Adam", "\(on)")
        let all = try table("on.history.csv")
        #expect(all.first == "epoch,loss,accuracy,mse")
        #expect(all.dropFirst().map { $0.prefix(2) } == ["0,", "1,", "0,", "1,"])
        #expect(zip(all[1...2], first[1...2]).allSatisfy { $0 == $1 + "," })
        let again = try await fit(folder.path("m.h5"))
        #expect(again.status == 0, "\(again)")
        #expect(try table("m.history.csv").count == 5)
        let fresh = try await fit(folder.path("m.h5"), to: "m.h5", "--fresh-optimizer")
        #expect(fresh.status == 0, "\(fresh)")
        #expect(try table("m.history.csv").count == 3)
    }

    @Test func `Curves that can't be written are one error, after the model is`() async throws {
        try FileManager.default.createDirectory(atPath: folder.path("m.history.png"), withIntermediateDirectories: false)
        let run = try await fit()
        #expect(run.status == 1 && run.errorLines.count == 1, "\(run)")
        #expect(run.errors.hasPrefix("\(folder.path("m.history.png")): expected to write"), "\(run.errors)")
        #expect(run.outputLines.last == "\(folder.path("m.h5")): 6 steps")
        #expect(try table("m.history.csv").count == 3)
        #expect(FileManager.default.fileExists(atPath: folder.path("m.history.svg")))
        #expect(try await framerill("summary", folder.path("m.h5")).status == 0)
    }

    @Test func `A table on a full device is one error, after the model is`() async throws {
        let run = try await fit(to: "m.h5", "--history", "/dev/full")
        #expect(
            run.status == 1 && run.errorLines.count == 1
                && run.errors.hasPrefix("/dev/full: expected to write the table of epochs, found: No space"), "\(run)")
        #expect(run.outputLines.last == "\(folder.path("m.h5")): 6 steps")
        #expect(FileManager.default.fileExists(atPath: folder.path("m.history.png")))
        var status = stat()
        #expect(stat("/dev/full", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    }

    @Test func `A training that fails leaves the curves so far`() async throws {
        let run = try await fit(to: "m.h5", "--optimizer", "sgd", "--learning-rate", "1e30", "--schedule", "piecewise")
        #expect(run.status == 64, "\(run)")
        let failed = try await fit(
            to: "m.h5", "--optimizer", "sgd", "--schedule", "piecewise", "--boundaries", "3", "--values", "0.001", "1e30")
        #expect(failed.status == 1 && failed.errorLines.count == 1 && failed.errors.contains("expected a finite"), "\(failed)")
        #expect(try table("m.history.csv").count == 2)
        #expect(FileManager.default.fileExists(atPath: folder.path("m.history.svg")))
        #expect(!FileManager.default.fileExists(atPath: folder.path("m.h5")))
    }

    @Test func `It is told as either Keras does, or not at all`() async throws {
        let silent = try await fit(to: "m.h5", "--verbose", "0")
        #expect(silent.output == "\(folder.path("m.h5")): 6 steps\n", "\(silent)")
        let lines = try await fit(to: "m.h5", "--verbose", "2", "--progress", "keras2").outputLines
        #expect(lines.count == 5 && lines[0] == "Epoch 1/2" && lines[2] == "Epoch 2/2", "\(lines)")
        #expect(lines[1].contains(/^3\/3 - \ds - loss: \S+ - accuracy: 0\.\d{4} - \d+m?s\/epoch - \d+m?s\/step$/), "\(lines[1])")
        let bars = try await fit(to: "m.h5", "--progress", "keras3").output
        #expect(bars.contains("\u{1B}[1m3/3\u{1B}[0m \u{1B}[32m━━━━━━━━━━━━━━━━━━━━\u{1B}[0m\u{1B}[37m\u{1B}[0m"), "\(bars)")
        let wrong = try await fit(to: "m.h5", "--verbose", "3")
        #expect(wrong.status == 64 && wrong.errors.contains("--verbose <0|1|2>"), "\(wrong)")
    }

    @Test func `On a terminal it is the bar of the Keras that the model comes from`() async throws {
        var (own, other): (Int32, Int32) = (-1, -1)
        try #require(openpty(&own, &other, nil, nil, nil) == 0)
        defer { close(own) }
        // Not for the processes of other tests.
        for end in [own, other] { try #require(fcntl(end, F_SETFD, FD_CLOEXEC) == 0) }
        let terminal = FileHandle(fileDescriptor: other, closeOnDealloc: true)
        let process = try process(
            ["fit", Self.model, "--data", try examples(), "--epochs", "2", "--batch", "8", "--output", folder.path("m.h5")])
        (process.standardOutput, process.standardError) = (terminal, FileHandle.nullDevice)
        let reader = LineReader(own)
        let status = try await ending(of: process) {
            try terminal.close()
            let text = try await reader.all().joined(separator: "\n")
            #expect(text.contains("Epoch 2/2") && text.contains("3/3 [==============================] - "), "\(text)")
        }
        #expect(status == 0)
    }

    @Test func `A schedule goes into the file, over all steps unless told otherwise`() async throws {
        func configuration(_ options: String...) async throws -> String {
            let train = try examples()
            let run = try await framerill(
                ["fit", Self.model, "--data", train, "--epochs", "2", "--batch", "8", "--output", folder.path("m.h5")] + options)
            #expect(run.status == 0, "\(run)")
            return try #require(try HDF5File(reading: folder.path("m.h5")).root.string(attribute: "training_config"))
        }
        let cosine = try await configuration("--schedule", "cosine", "--learning-rate", "0.01", "--alpha", "0.1")
        for part in [#""class_name": "CosineDecay""#, #""decay_steps": 6"#, #""initial_learning_rate": 0.01"#, #""alpha": 0.1"#] {
            #expect(cosine.contains(part), "\(part): \(cosine)")
        }
        let polynomial = try await configuration("--schedule", "polynomial", "--decay-steps", "100", "--end-learning-rate", "0")
        #expect(polynomial.contains(#""decay_steps": 100"#) && polynomial.contains(#""end_learning_rate": 0"#), "\(polynomial)")
        let piecewise = try await configuration(
            "--schedule", "piecewise", "--boundaries", "2", "4", "--values", "0.1", "0.01", "0")
        #expect(piecewise.contains(#""boundaries": [2, 4]"#), "\(piecewise)")
    }

    @Test func `Options that don't go with a schedule are refused`() async throws {
        func refused(_ expected: String, _ options: String...) async throws {
            let run = try await framerill(["fit", Self.model, "--data", "x.h5", "--output", folder.path("m.h5")] + options)
            #expect(run.status == 64 && run.errors.contains(expected), "\(run)")
        }
        try await refused("--alpha: expected --schedule cosine, cosine-restarts beside it, found none", "--alpha", "0.1")
        try await refused(
            "--power: expected --schedule polynomial beside it, found cosine", "--schedule", "cosine", "--power", "2")
        try await refused("--schedule exponential: expected --decay-rate beside it, found none", "--schedule", "exponential")
        try await refused("expected --first-decay-steps beside it", "--schedule", "cosine-restarts")
        try await refused("expected --warmup-target beside it", "--schedule", "cosine", "--warmup-steps", "4")
        try await refused("--decay-steps: expected at least 1, found 0", "--schedule", "cosine", "--decay-steps", "0")
        try await refused(
            "--values: expected 3, one more than boundaries, found 2", "--schedule", "piecewise", "--boundaries", "1", "2",
            "--values",
            "0.1", "0.2")
        try await refused(
            "--boundaries: expected steps from 1 on in rising order, found 2 1", "--schedule", "piecewise", "--boundaries", "2",
            "1",
            "--values", "1", "2", "3")
        try await refused("cosin", "--schedule", "cosin")
    }
}
