import Foundation
import HDF5
import TestMaterial
import Testing

@Suite("framerill predict", .timeLimit(.minutes(5)))
struct PredictTests {
    private let folder: TemporaryFolder
    /// Two inputs "left" and "right" of 2 numbers; outputs "sum", their sum, and "pair", right beside left.
    private let twoInputs: String

    init() throws {
        folder = try TemporaryFolder()
        twoInputs = folder.path("two.h5")
        try Self.writeTwoInputModel(to: twoInputs)
    }

    /// As Keras 2 writes a functional model without weights.
    private static func writeTwoInputModel(to path: String) throws {
        func input(_ name: String) -> String {
            """
            {"class_name": "InputLayer", "name": "\(name)", "inbound_nodes": [], "config": {"batch_input_shape": [null, 2], \
            "dtype": "float32", "sparse": false, "name": "\(name)"}}
            """
        }
        func merge(_ className: String, _ name: String, _ first: String, _ second: String, _ more: String) -> String {
            """
            {"class_name": "\(className)", "name": "\(name)", "config": {"name": "\(name)", "trainable": true, "dtype": "float32"\(more)}, \
            "inbound_nodes": [[["\(first)", 0, 0, {}], ["\(second)", 0, 0, {}]]]}
            """
        }
        let layers = [
            input("right"), input("left"), merge("Add", "sum", "left", "right", ""),
            merge("Concatenate", "pair", "right", "left", ", \"axis\": -1"),
        ]
        let configuration = """
            {"class_name": "Functional", "config": {"name": "two", "layers": [\(layers.joined(separator: ", "))], \
            "input_layers": [["right", 0, 0], ["left", 0, 0]], "output_layers": [["sum", 0, 0], ["pair", 0, 0]]}}
            """
        let file = try HDF5File.create(path)
        try file.root.setAttribute("model_config", to: .string(configuration))
        try file.root.setAttribute("keras_version", to: .string("2.15.0"))
        let weights = try file.root.group("model_weights")
        let names = ["right", "left", "sum", "pair"]
        try weights.setAttribute("layer_names", to: .strings(names))
        for name in names { try weights.group(name).setAttribute("weight_names", to: .strings([])) }
        try file.commit()
    }

    private func write(_ datasets: [(String, [Float], [Int])], to name: String = "x.h5") throws -> String {
        let path = folder.path(name)
        let file = try HDF5File.create(path)
        for (name, numbers, shape) in datasets { try file.root.write(numbers, shape: shape, to: name) }
        try file.commit()
        return path
    }

    private func predict(_ model: String, _ input: String, _ more: String...) async throws -> CommandRun {
        try await framerill(["predict", model, "--input", input, "--output", folder.path("y.h5")] + more)
    }

    private func answers(_ name: String) throws -> [Float] {
        try HDF5File(reading: folder.path("y.h5")).root.dataset(name).read()
    }

    @Test("inputs are found by the names of the layers, whatever else lies there")
    func byName() async throws {
        let input = try write([("a", [9, 9], [1, 2]), ("left", [1, 2, 3, 4], [2, 2]), ("right", [10, 20, 30, 40], [2, 2])])
        let run = try await predict(twoInputs, input)
        #expect((run.status, run.errors) == (0, ""))
        #expect(run.output == "\(folder.path("y.h5")):/sum 2 × 2\n\(folder.path("y.h5")):/pair 2 × 4\n")
        #expect(try HDF5File(reading: folder.path("y.h5")).root.names == ["sum", "pair"])
        #expect(try answers("sum") == [11, 22, 33, 44])
        #expect(try answers("pair") == [10, 20, 1, 2, 30, 40, 3, 4])
    }

    @Test("inputs of other names are taken in alphabetical order, from a group as well")
    func alphabetical() async throws {
        let input = try write([("in/b", [1, 2], [1, 2]), ("in/a", [10, 20], [1, 2]), ("other", [0], [1])])
        let run = try await predict(twoInputs, "\(input):in")
        #expect((run.status, run.errors) == (0, ""))
        #expect(try answers("pair") == [10, 20, 1, 2])
    }

    @Test("rows go through in batches, and a scale is applied to each number")
    func batches() async throws {
        let input = try write([
            ("left", (0..<10).map(Float.init), [5, 2]), ("right", [Float](repeating: 2, count: 10), [5, 2]),
        ])
        let run = try await predict(twoInputs, input, "--batch", "2", "--scale", "0.5")
        #expect((run.status, run.errors) == (0, ""))
        #expect(try answers("sum") == (0..<10).map { 0.5 * Float($0) + 1 })
    }

    @Test("weights may lie beside the architecture")
    func weightsBeside() async throws {
        let references = Project.path("Tests/KerasTests/References")
        let (text, weights) = ("\(references)/sharded.json", "\(references)/sharded.weights.json")
        let (whole, answer) = (folder.path("whole.h5"), folder.path("y.h5"))
        #expect(try await framerill("convert", text, whole, "--weights", weights).status == 0)
        let input = try write([("x", [1, -2, 3, 0.5, 0, 2], [1, 6])])
        #expect(try await predict(whole, input).status == 0)
        let file = try HDF5File(reading: answer).root
        let names = try file.names
        let expected: [[Float]] = try names.map { try file.dataset($0).read() }
        try FileManager.default.removeItem(atPath: answer)
        let run = try await predict(text, input, "--weights", weights)
        #expect((run.status, run.errors) == (0, ""))
        let found = try HDF5File(reading: answer).root
        #expect(try names.map { try found.dataset($0).read() as [Float] } == expected)
        let alone = try await predict(whole, input, "--by-name")
        #expect(alone.status == 64)
        #expect(alone.errors.hasPrefix("Error: --by-name: expected --weights beside it, found none\n"), "\(alone.errors)")
    }

    @Test("bytes are read as numbers")
    func bytes() async throws {
        let path = folder.path("bytes.h5")
        let file = try HDF5File.create(path)
        try file.root.write([UInt8](arrayLiteral: 1, 255), shape: [1, 2], to: "left")
        try file.root.write([UInt8](arrayLiteral: 0, 1), shape: [1, 2], to: "right")
        try file.commit()
        #expect(try await predict(twoInputs, path).status == 0)
        #expect(try answers("sum") == [1, 256])
    }

    @Test("inputs that don't fit are one clear error, and nothing is written")
    func wrongInputs() async throws {
        let short = try write([("left", [1, 2], [1, 2]), ("right", [1, 2, 3, 4], [2, 2])], to: "short.h5")
        let flat = try write([("left", [1, 2, 3], [1, 3]), ("right", [1, 2], [1, 2])], to: "flat.h5")
        let one = try write([("left", [1, 2], [1, 2])], to: "one.h5")
        let none = try write([("left", [], [0, 2]), ("right", [], [0, 2])], to: "none.h5")
        let cases = [
            (short, "\(short):/left: expected 2 rows as in /right, found 1; give inputs of equal length"),
            (
                flat,
                "\(flat):/left: expected shape [any, 2] for the input \"left\", found [1, 3]; the first dimension counts the rows"
            ),
            (
                one,
                "\(one): expected 2 datasets for the model's inputs right, left, found /left; give one as FILE:DATASET, or name them as "
                    + "the inputs"
            ),
            (none, "\(none):/right: expected at least one row, found none; the first dimension counts the rows"),
            ("\(one):lef", "\(one): /lef: expected a dataset, found no object of that name; / holds left"),
            (
                folder.path("gone.h5"),
                "\(folder.path("gone.h5")): expected a file, found nothing at this path; check its spelling and the folder you are in"
            ),
        ]
        for (input, message) in cases {
            let run = try await predict(twoInputs, input)
            #expect((run.status, run.output) == (1, ""))
            #expect(run.errors == message + "\n")
            #expect(!FileManager.default.fileExists(atPath: folder.path("y.h5")))
        }
    }

    /// The text of `to_json()` of two Dense layers of one number each, and a file of weights alone: in the order given, named as the layers.
    private func writeParts(_ layers: [(name: String, kernel: Float)]) throws -> (text: String, weights: String) {
        let text = try folder.write(
            """
            {"class_name": "Sequential", "keras_version": "2.2.4", "config": {"name": "s", "layers": [
              {"class_name": "Dense", "config": {"name": "first", "units": 1, "use_bias": false, "batch_input_shape": [null, 1]}},
              {"class_name": "Dense", "config": {"name": "second", "units": 1, "use_bias": false, "activation": "relu"}}]}}
            """, to: "text.json")
        let weights = folder.path("w.h5")
        let file = try HDF5File.create(weights)
        try file.root.setAttribute("layer_names", to: .strings(layers.map(\.name)))
        for layer in layers {
            try file.root.group(layer.name).setAttribute("weight_names", to: .strings(["\(layer.name)/kernel:0"]))
            try file.root.write([layer.kernel], shape: [1, 1], to: "\(layer.name)/\(layer.name)/kernel:0")
        }
        try file.commit()
        return (text, weights)
    }

    @Test("an architecture as text takes the weights of a file in their order, or by the names of the layers")
    func architecture() async throws {
        let input = try write([("x", [1, 2], [2, 1])])
        let (text, weights) = try writeParts([("second", 3), ("other", 5), ("first", 2)])
        let byName = try await predict(text, input, "--weights", weights, "--by-name")
        #expect((byName.status, byName.errors) == (0, ""))
        #expect(try answers("second") == [6, 12])
        let surplus = try await predict(text, input, "--weights", weights)
        #expect(surplus.status == 1)
        #expect(
            surplus.errors
                == "\(weights): layer \"other\": /: expected a layer that takes these weights, found none of that name among the model's 2 "
                + "layers with weights\n")
        let (_, ordered) = try writeParts([("dense_7", -4), ("dense_8", -1)])
        let inOrder = try await predict(text, input, "--weights", ordered)
        #expect((inOrder.status, inOrder.errors) == (0, ""))
        #expect(try answers("second") == [4, 8])
    }

    @Test("an architecture without weights, weights without a model, and a name without weights are told")
    func parts() async throws {
        let input = try write([("x", [1], [1, 1])])
        let (text, weights) = try writeParts([("first", 1), ("second", 1)])
        let alone = try await predict(text, input)
        #expect(alone.status == 1)
        #expect(alone.errors.contains("found a configuration alone; give the file of its weights beside it"), "\(alone.errors)")
        let values = try await predict(weights, input)
        #expect(values.status == 1)
        #expect(values.errors.contains("found weights alone (attribute layer_names)"), "\(values.errors)")
        let usage = try await predict(text, input, "--by-name")
        #expect(usage.status == 64)
        #expect(usage.errors.hasPrefix("Error: --by-name: expected --weights beside it, found none\n"), "\(usage.errors)")
    }

    @Test(
        "the model, its weights and the inputs aren't replaced by the answers", arguments: ["the model", "--weights", "--input"])
    func overwriting(_ option: String) async throws {
        let input = try write([("x", [1, 2], [2, 1])])
        let (text, weights) = try writeParts([("first", 1), ("second", 1)])
        // Whatever name leads there.
        let output = folder.path("link.h5")
        try FileManager.default.createSymbolicLink(
            atPath: output, withDestinationPath: ["the model": text, "--weights": weights][option] ?? input)
        let content = try Data(contentsOf: URL(filePath: output))
        let run = try await framerill("predict", text, "--weights", weights, "--input", "\(input):x", "--output", output)
        #expect(run.status == 64)
        #expect(
            run.errors.hasPrefix("Error: --output: expected another file than \(option), which would be lost, found \(output)\n"),
            "\(run.errors)")
        #expect(try Data(contentsOf: URL(filePath: output)) == content)
    }

    @Test("a place that can't be written to is told, and a batch of none or a crowd of threads is wrong usage")
    func wrongPlaces() async throws {
        let input = try write([("left", [1, 2], [1, 2]), ("right", [1, 2], [1, 2])])
        let run = try await framerill("predict", twoInputs, "--input", input, "--output", folder.path("gone/y.h5"))
        #expect(run.status == 1)
        #expect(run.errorLines.count == 1)
        #expect(run.errors.hasPrefix("\(folder.path("gone/y.h5")): expected to create"), "\(run.errors)")
        let none = try await predict(twoInputs, input, "--batch", "0")
        #expect(none.status == 64)
        #expect(none.errors.hasPrefix("Error: --batch: expected at least 1, found 0\n"), "\(none.errors)")
        let crowd = try await predict(twoInputs, input, "--threads", "100000")
        #expect(crowd.status == 64)
        #expect(crowd.errors.hasPrefix("Error: --threads: expected from 1 to 1024, found 100000\n"), "\(crowd.errors)")
    }
}
