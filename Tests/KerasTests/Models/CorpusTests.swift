import Foundation
import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Genuine files of many versions of Keras.
@Suite(.enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence))) struct CorpusTests {
    static let root = SharedMaterial.path("keras-corpus")

    @Test("every model of the corpus opens and answers as Keras did")
    func census() throws {
        let lines = try String(contentsOfFile: Self.root + "/index.tsv", encoding: .utf8).split(separator: "\n").dropFirst()
        var census = Census()
        for line in lines { census.add("\(Self.root)/\(line.prefix { $0 != "\t" })") }
        print(census.table)
        #expect(census.outcomes.count == 438)
        #expect(census.count(.isNoModel) == 95)
        #expect(census.count(.agrees) >= 303)
        #expect(census.failures.map { "\($0.path): \($0.reason)" } == [])
    }

    @Test("every compiled model of the corpus goes on with its optimizer")
    func compiled() throws {
        let lines = try String(contentsOfFile: Self.root + "/index.tsv", encoding: .utf8).split(separator: "\n").dropFirst()
        var (count, refusals) = (0, [String]())
        for line in lines {
            guard let model = try? Model("\(Self.root)/\(line.prefix { $0 != "\t" })"), try model.savedCompilation() != nil else {
                continue
            }
            do {
                _ = try model.compiledAsSaved()
                count += 1
            } catch { refusals.append("\(error)") }
        }
        #expect(count >= 100)
        // Keras 1 kept a state for each gate of a recurrent layer by itself.
        #expect(refusals.count == 2 && refusals.allSatisfy { $0.contains("begin with a fresh state") }, "\(refusals)")
        let faces = try Model(SharedMaterial.path("models/genuine-keras/fer2013_mini_XCEPTION.102-0.66.hdf5")).compiledAsSaved()
        // Of 2.0.5, which sorted the states by the names of the weights.
        #expect(faces.iteration > 0 && faces.learningRate > 0)
    }

    /// `NAME_inputs_and_outputs.h5` beside `NAME_model.h5`: what Keras answered when the file was made, some of it Keras 1.
    @Test("models answer what their own version of Keras answered")
    func genuineAnswers() throws {
        let suffix = "_inputs_and_outputs.h5"
        let files = try #require(FileManager.default.enumerator(atPath: Self.root)).compactMap { $0 as? String }
        var compared = 0
        for file in files where file.hasSuffix(suffix) {
            let answers = try HDF5File(reading: "\(Self.root)/\(file)").root
            let path = "\(Self.root)/\(file.dropLast(suffix.count))_model.h5"
            // `outputs` are what the model was to learn, `predictions` what it answered.
            guard FileManager.default.fileExists(atPath: path), answers.contains("predictions") else { continue }
            let model = try Model(path)
            // The name of an input was not saved in Keras 1.
            let given = try answers.group("inputs").names
            let names = given.count == 1 ? given : model.inputs.map(\.name)
            let inputs = try names.map { try answers.tensor("inputs/\($0)") }
            let outputs = try model.predict(inputs)
            for (port, output) in zip(model.outputs, outputs) {
                let distance = Agreement.distance(output, try answers.tensor("predictions/\(port.name)"))
                #expect(distance < 1e-4, "\(file): off by \(distance)")
            }
            compared += 1
        }
        #expect(compared >= 23)
    }
}
