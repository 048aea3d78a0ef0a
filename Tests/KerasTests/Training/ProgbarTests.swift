import Foundation
import Keras
import NeuralNetwork
import Testing
import Training

/// Beside what tf.keras 2.21 and Keras 3.15 printed at the same moments: `References/progbar.json`.
@Suite struct `The progress bar` {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let epochs: Int
        let steps: Int?
        let events: [[Value]]
        let texts: [String: String]

        var testDescription: String { name }

        static let all: [Row] =
            (try? JSONDecoder().decode([Row].self, from: Data(contentsOf: URL(filePath: References.path("progbar.json"))))) ?? []
    }

    /// A part of the table: a text, a number, or a list of them.
    enum Value: Decodable, Sendable {
        case text(String)
        case number(Double)
        case list([Value])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .list(try container.decode([Value].self))
            }
        }

        var text: String { if case .text(let text) = self { text } else { "" } }
        /// What JSON has no numbers for stands there as a text.
        var number: Double { if case .number(let number) = self { number } else { Double(text) ?? 0 } }
        var list: [Value] { if case .list(let list) = self { list } else { [] } }

        var logs: TrainingLogs {
            list.reduce(into: TrainingLogs()) { logs, pair in logs[pair.list[0].text] = Float(pair.list[1].number) }
        }
    }

    private func text(_ row: Row, _ generation: KerasGeneration, _ verbosity: Verbosity) -> String {
        var bar = Progbar(generation, verbosity, epochs: row.epochs, steps: row.steps)
        var (text, epoch, step) = ("", -1, 0)
        for event in row.events {
            let now = Duration.seconds(event[1].number)
            switch event[0].text {
            case "epoch":
                (epoch, step) = (epoch + 1, 0)
                text += bar.epochBegins(epoch, at: now)
            case "batch":
                text += bar.batchEnded(step, of: nil, event[2].logs, at: now)
                step += 1
            default:
                text += bar.epochEnded(event[2].logs, at: now)
            }
        }
        return text
    }

    @Test(arguments: Row.all) func `is Keras' own, character by character`(_ row: Row) {
        for (name, expected) in row.texts {
            let verbosity: Verbosity = name.hasSuffix("1") ? .bar : .line
            let found = text(row, name.hasPrefix("keras2") ? .two : .three, verbosity)
            #expect(found.split(separator: "\r") == expected.split(separator: "\r"), "\(name)")
        }
        for generation in KerasGeneration.allCases { #expect(text(row, generation, .silent) == "") }
    }

    @Test func `The table of moments is there`() { #expect(Row.all.count == 12) }

    private func training(version: String) throws -> CompiledModel {
        let configuration = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "Dense", "config": {"name": "d", "units": 1, "use_bias": false, "batch_input_shape": [null, 1]}}]}}
            """
        return try Model(configuration: configuration, version: version) { _, shape in Tensor(shape: shape, values: [1]) }
            .compile(optimizer: SGD(learningRate: 0), loss: "mse")
    }

    /// What is printed where each look at the clock takes a second.
    private func printed(
        _ verbosity: Verbosity, version: String, epochs: Int = 2, as generation: KerasGeneration? = nil,
        beside callbacks: [any TrainingCallback] = []
    ) throws -> String {
        var (text, moment) = ("", 0)
        let logger = ProgbarLogger(verbosity, as: generation) {
            defer { moment += 1 }
            return .seconds(moment)
        } writingTo: {
            text += $0
        }
        let x = Tensor(shape: [4, 1], values: [1, 2, 3, 4])
        _ = try training(version: version).fit(
            x, Tensor(shape: [4, 1], values: [3, 3, 3, 3]), FitOptions(batchSize: 2, epochs: epochs, shuffles: false),
            validationData: (x, x), callbacks: callbacks + [logger])
        return text
    }

    @Test func `A training prints the text of the generation that its model comes from, or of another`() throws {
        let two = """
            Epoch 1/2
            2/2 - 3s - loss: 1.5000 - val_loss: 0.0000e+00 - 3s/epoch - 2s/step
            Epoch 2/2
            2/2 - 3s - loss: 1.5000 - val_loss: 0.0000e+00 - 3s/epoch - 2s/step

            """
        let three = "2/2 - 3s - 2s/step - loss: 1.5000 - val_loss: 0.0000e+00\n"
        #expect(try printed(.line, version: "2.15.0") == two)
        #expect(try printed(.line, version: "3.15.0", as: .two) == two)
        #expect(try printed(.line, version: "3.15.0", epochs: 1) == three)
        #expect(
            try printed(.bar, version: "2.15.0", epochs: 1).filter { $0 != "\u{8}" }.split(separator: "\r") == [
                "1/2 [==============>...............] - ETA: 1s - loss: 2.5000",
                "2/2 [==============================] - ETA: 0s - loss: 1.5000",
                "2/2 [==============================] - 3s 2s/step - loss: 1.5000 - val_loss: 0.0000e+00\n",
            ])
    }

    @Test func `An epoch that is broken off leaves a whole line`() throws {
        final class Breaking: TrainingCallback {
            func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) {
                model.stopsTraining = true
            }
        }
        let text = try printed(.bar, version: "2.15.0", beside: [Breaking()])
        #expect(text == "Epoch 1/2\n\r1/2 [==============>...............] - ETA: 1s - loss: 2.5000\n")
        #expect(try printed(.line, version: "2.15.0", beside: [Breaking()]) == "Epoch 1/2\n")
    }
}
