/// Classes of Keras that no engine for numbers can run from what a file holds, each with the reason.
enum RefusedLayers {
    static func reason(_ className: String) -> String? { reasons[className] }

    private static let reasons: [String: String] = {
        let text = "its input are texts, and Framerill's tensors are numbers; do it before the model"
        let foreign = "it runs the code of another library, which a Keras file doesn't hold"
        let boxes = "its input are images with boxes in a dictionary; do it before the model"
        let cell = "a cell is read inside of RNN alone"
        return [
            "StringLookup": text, "TextVectorization": text,
            "HashedCrossing": "it crosses values by their texts; do it before the model",
            "DenseFeatures": "its feature columns take dictionaries of texts and numbers; do it before the model",
            "JaxLayer": foreign, "FlaxLayer": foreign, "TorchModuleWrapper": foreign, "TFSMLayer": foreign,
            "MaxNumBoundingBoxes": boxes,
            "ContrastLimitedAdaptiveHistogramEqualization":
                "histograms of parts of an image are not computed; do it before the model",
            "SimpleRNNCell": cell, "GRUCell": cell, "LSTMCell": cell, "StackedRNNCells": cell,
        ]
    }()
}
