import HDF5
import NeuralNetwork

/// Writes small files in the form of Keras' own.
enum KerasFile {
    struct Weight {
        let name: String
        let shape: [Int]
        var values: [Float]?
    }

    /// - Parameters:
    ///   - layers: the layers' groups with their weights, in order; nil for a file without the group of weights.
    ///   - isSplit: writes the names of layers and weights as `layer_names0`, `layer_names1`, …, one name in each.
    static func write(
        _ path: String, configuration: String?, layers: [(name: String, weights: [Weight])]?, isSplit: Bool = false,
        version: String = "2.2.4"
    ) throws {
        let file = try HDF5File.create(path)
        if let configuration { try file.root.setAttribute("model_config", to: .string(configuration)) }
        try file.root.setAttribute("keras_version", to: .string(version))
        if let layers {
            let weights = try file.root.group("model_weights")
            try set("layer_names", layers.map(\.name), on: weights, isSplit)
            for layer in layers {
                let group = try weights.group(layer.name)
                try set("weight_names", layer.weights.map(\.name), on: group, isSplit)
                for weight in layer.weights {
                    let count = weight.shape.reduce(1, *)
                    let values = weight.values ?? Array(repeating: 0.5, count: count)
                    try weights.write(values, shape: weight.shape, to: "\(layer.name)/\(weight.name)")
                }
            }
        }
        try file.commit()
    }

    private static func set(_ name: String, _ strings: [String], on group: GroupWriter, _ isSplit: Bool) throws {
        guard isSplit else { return try group.setAttribute(name, to: strings.isEmpty ? .numbers([]) : .strings(strings)) }
        for (index, string) in strings.enumerated() { try group.setAttribute("\(name)\(index)", to: .strings([string])) }
    }

    /// A Sequential model of one Conv2D with two filters of 3×3 on images of `(5, 5, 1)`, in the list form of Keras 2.2.
    static let convolution = """
        {"class_name": "Sequential", "config": [{"class_name": "Conv2D", "config": {"name": "conv", "filters": 2, \
        "kernel_size": [3, 3], "batch_input_shape": [null, 5, 5, 1]}}]}
        """
}
