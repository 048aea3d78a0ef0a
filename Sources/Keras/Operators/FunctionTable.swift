import NeuralNetwork

/// All functions that Framerill knows, by family; a name stands for its module too, as in `tf.nn.relu`.
enum FunctionTable {
    static let functions: [TensorFunction] =
        ElementFunctions.functions + ActivationFunctions.functions + PairFunctions.functions + ReductionFunctions.functions
        + ShapeFunctions.functions + JoiningFunctions.functions + SliceFunctions.functions + ConstantFunctions.functions
        + ImageFunctions.functions + WindowFunctions.functions + MatrixFunctions.functions + PythonFunctions.functions
        + ContractionFunctions.functions + OrderFunctions.functions + StatisticsFunctions.functions + NumPyFunctions.functions

    private static let byName: [String: TensorFunction] = Dictionary(
        functions.flatMap { function in function.names.map { ($0, function) } }, uniquingKeysWith: { first, _ in first })

    /// The names in the order of the alphabet.
    static var names: [String] { byName.keys.sorted() }

    /// The function of a name as `CanonicalName` gives it.
    static func function(_ name: String) -> TensorFunction? {
        for spelling in CanonicalName.spellings(of: name) { if let function = byName[spelling] { return function } }
        return nil
    }

    static func call(
        _ name: String, _ positional: [OperatorValue], _ keywords: [(name: String, value: OperatorValue)] = [],
        version: KerasVersion, in graph: inout Graph
    ) throws -> OperatorValue {
        guard let function = function(name) else {
            throw ReadingFault("\(name) is not a function that Framerill knows")
        }
        return try function.call(name, positional, keywords, version: version, in: &graph)
    }
}

/// Names of modules and functions in one form, whatever they were imported as.
enum CanonicalName {
    /// The module that a global most often is: code doesn't tell what its globals were.
    static func module(ofGlobal name: String) -> String? {
        switch name {
        case "tf", "tensorflow": "tf"
        case "K", "backend", "KB", "kb": "K"
        case "np", "numpy": "np"
        case "keras", "tf_keras": "keras"
        case "ops": "ops"
        case "math": "math"
        case "activations": "keras.activations"
        case "nn": "tf.nn"
        default: nil
        }
    }

    private static let prefixes: [(long: String, short: String)] = [
        ("tensorflow._api.v2", "tensorflow"), ("tf_keras.api._v2.keras", "keras"), ("keras.api._v2.keras", "keras"),
        ("keras._tf_keras.keras", "keras"), ("tf_keras.src", "keras.src"),
        ("tensorflow.compat.v1", "tf"), ("tensorflow", "tf"), ("tf_keras", "keras"), ("tf.keras", "keras"),
        ("tf.compat.v1", "tf"),
        ("tf.compat.v2", "tf"), ("keras.backend.tensorflow_backend", "K"), ("keras.src.backend", "K"), ("keras.backend", "K"),
        ("keras.src.ops", "ops"), ("keras.ops", "ops"), ("numpy", "np"), ("K.tf", "tf"), ("K.np", "np"), ("keras.src", "keras"),
    ]

    /// `tensorflow.keras.backend.abs` as `K.abs`.
    static func joined(_ module: String, _ name: String) -> String { canonical("\(module).\(name)") }

    static func canonical(_ name: String) -> String {
        var name = name
        // Each rule at most once; they stand in the order in which one may follow from another.
        for (long, short) in prefixes where name == long || name.hasPrefix(long + ".") {
            name = short + name.dropFirst(long.count)
        }
        return name
    }

    /// A name as it stands, and without submodules that only sort functions.
    static func spellings(of name: String) -> [String] {
        var spellings = [name]
        for (long, short) in [
            ("tf.math.", "tf."), ("tf.linalg.", "tf."), ("tf.nn.", "tf."), ("tf.manip.", "tf."), ("ops.numpy.", "ops."),
            ("ops.nn.", "ops."), ("ops.core.", "ops."), ("ops.math.", "ops."), ("ops.linalg.", "ops."), ("tf.", "tf.nn."),
            ("keras.activations.", "K."), ("np.linalg.", "np."), ("ops.", "ops.image."),
        ] where name.hasPrefix(long) {
            spellings.append(short + name.dropFirst(long.count))
        }
        return spellings
    }
}
