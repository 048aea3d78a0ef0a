import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// What only configurations of Keras 1 have, and what is said of those that can't be read.
@Suite struct LegacyConfigurationTests {
    private static func architecture(_ layers: String, version: String = "1.2.2") throws -> ModelDescription {
        try describe("{\"class_name\": \"Sequential\", \"config\": [\(layers)]}", version: version)
    }

    private static func describe(_ configuration: String, version: String) throws -> ModelDescription {
        let folder = try TemporaryFolder()
        try KerasFile.write(folder.path("m.h5"), configuration: configuration, layers: nil, version: version)
        do {
            return try ModelFile.architecture(folder.path("m.h5"))
        } catch let error as KerasError {
            throw Message(text: "\(error)".replacing(folder.path("m.h5"), with: "m.h5"))
        }
    }

    private struct Message: Error, Equatable { let text: String }

    private static let convolution = """
        {"class_name": "Convolution2D", "config": {"name": "c", "nb_filter": 2, "nb_row": 3, "nb_col": 2, "dim_ordering": "th", \
        "border_mode": "MODE", "subsample": [1, 1], "bias": true, "batch_input_shape": [null, 3, 8, 7], "init": "uniform", \
        "W_regularizer": {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.1}, "W_constraint": {"name": "MaxNorm", "m": 2, "axis": 0}}}
        """

    @Test("Keras 1 on Theano may let the window meet the border in full")
    func fullBorder() throws {
        let image = try Self.architecture(Self.convolution.replacing("MODE", with: "full"))
        #expect(image.outputs[0].shape == [nil, 2, 10, 8])
        let sequence = try Self.architecture(
            """
            {"class_name": "Convolution1D", "config": {"name": "c", "nb_filter": 2, "filter_length": 3, "border_mode": "full", \
            "subsample_length": 1, "batch_input_shape": [null, 5, 4]}}
            """)
        #expect(sequence.outputs[0].shape == [nil, 7, 2])
    }

    @Test("layers that wrote no order of axes have that of the others")
    func unwrittenOrder() throws {
        let padding = "{\"class_name\": \"ZeroPadding2D\", \"config\": {\"name\": \"p\", \"padding\": [1, 2]}}"
        let model = try Self.architecture(Self.convolution.replacing("MODE", with: "valid") + ", " + padding)
        #expect(model.outputs[0].shape == [nil, 2, 8, 10])
    }

    @Test(
        "what can't be read says so",
        arguments: [
            (
                "{\"class_name\": \"Graph\", \"config\": {}}",
                "m.h5: model_config: expected a Sequential or a Model, found a Graph of Keras 0, which is not read; save the model "
                    + "from Keras 1 as a Model"
            ),
            (
                "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Merge\", \"config\": {\"name\": \"m\", "
                    + "\"mode\": \"cross\", \"mode_type\": \"raw\", \"layers\": [{\"class_name\": \"Dense\", \"config\": {}}, "
                    + "{\"class_name\": \"Dense\", \"config\": {}}]}}]}",
                "m.h5: layer \"m\" (Merge): option \"mode\": expected \"sum\" or \"mul\" or \"concat\" or \"ave\" or \"max\" or "
                    + "\"dot\" or \"cos\", found \"cross\""
            ),
            (
                "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Merge\", \"config\": {\"name\": \"m\", "
                    + "\"mode\": \"sum\", \"layers\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\"}}]}}]}",
                "m.h5: model_config: expected at least two branches in a Merge, found [{\"class_name\": \"Dense\", "
                    + "\"config\": {\"name\": \"d\"}}]"
            ),
            (
                "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Merge\", \"config\": {\"name\": \"m\", "
                    + "\"mode\": \"sum\", \"layers\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\"}}, "
                    + "{\"class_name\": \"Sequential\", \"config\": []}]}}]}",
                "m.h5: model_config: expected batch_input_shape in the first layer of a branch, found {\"class_name\": \"Dense\", "
                    + "\"config\": {\"name\": \"d\"}}"
            ),
            (
                "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"BatchNormalization\", \"config\": {\"name\": "
                    + "\"b\", \"mode\": 3, \"batch_input_shape\": [null, 4]}}]}",
                "m.h5: layer \"b\" (BatchNormalization): option \"mode\": expected no such option of BatchNormalization, found 3"
            ),
            (
                "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\", "
                    + "\"output_dim\": 3, \"units\": 4, \"batch_input_shape\": [null, 4]}}]}",
                "m.h5: layer \"d\" (Dense): option \"output_dim\": expected no such option of Dense, found 3"
            ),
        ])
    func refusals(configuration: String, message: String) {
        #expect {
            try Self.describe(configuration, version: "1.2.2")
        } throws: {
            ($0 as? Message)?.text == message
        }
    }

    @Test("names of Keras 1 are read in files of Keras 2 and refused in those of Keras 3")
    func versions() throws {
        let dense = """
            {"class_name": "Dense", "config": {"name": "d", "output_dim": 3, "trainable": true, "batch_input_shape": [null, 4]}}
            """
        #expect(try Self.architecture(dense, version: "2.1.0").outputs[0].shape == [nil, 3])
        #expect(
            throws: Message(text: "m.h5: layer \"d\" (Dense): option \"units\": expected an integer of at least 1, found nothing")
        ) {
            try Self.architecture(dense, version: "3.0.0")
        }
    }
}
