import Foundation
import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Genuine files of many versions of Keras.
@Suite(.enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence))) struct CorpusTests {
    /// What happened to one file: `agrees`, or the first words of why not.
    private static func verdict(_ path: String) -> String {
        do {
            let model = try Model(path)
            guard FileManager.default.fileExists(atPath: path + ".io.h5") else {
                return "opens; Keras 2 gave no answer"
            }
            let answers = try HDF5File(reading: path + ".io.h5").root
            let outputs = try model.predict(answers.tensors("x"))
            let expected = try answers.tensors("y")
            guard outputs.count == expected.count else { return "gives \(outputs.count) outputs for \(expected.count)" }
            let distance = zip(outputs, expected).map(Agreement.distance).max() ?? 0
            return distance < 1e-4 ? "agrees" : "DIFFERS by \(distance)"
        } catch KerasError.unknownLayer(_, _, let className, _) {
            return "unknown layer \(className)"
        } catch KerasError.unknownLambda {
            return "unknown function of a Lambda"
        } catch KerasError.option(_, _, let className, let option, _, _) {
            return "option \(option) of \(className)"
        } catch KerasError.notAModel {
            return "no model"
        } catch {
            return "\(error)".replacingOccurrences(of: path, with: "")
        }
    }

    @Test("no model of the corpus is lost that was read before, and none answers differently")
    func census() throws {
        let root = SharedMaterial.path("keras-corpus")
        let lines = try String(contentsOfFile: root + "/index.tsv", encoding: .utf8).split(separator: "\n").dropFirst()
        var counts: [String: Int] = [:]
        var differing: [String] = []
        for line in lines {
            let path = "\(root)/\(line.prefix { $0 != "\t" })"
            let verdict = Self.verdict(path)
            counts[verdict, default: 0] += 1
            if verdict.hasPrefix("DIFFERS") { differing.append("\(path): \(verdict)") }
        }
        for (verdict, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            print(count, verdict, separator: "\t")
        }
        #expect(differing == [])
        #expect(counts["agrees", default: 0] >= 158)
        let lost = Set(counts.keys).subtracting(["agrees", "no model", "opens; Keras 2 gave no answer"]).subtracting(Self.notYet)
        #expect(lost == [])
    }

    /// What the files that don't open need: recurrent and other layers, the options of Keras 1, bytecode that isn't known by name.
    private static let notYet: Set = [
        "unknown layer Bidirectional", "unknown layer LSTM", "unknown layer SimpleRNN", "unknown layer ConvLSTM2D",
        "unknown layer Embedding", "unknown layer Masking", "unknown layer Attention", "unknown layer LocallyConnected2D",
        "unknown layer TensorFlowOpLayer", "unknown layer Convolution2D", "option units of Dense", "unknown function of a Lambda",
    ]
}
