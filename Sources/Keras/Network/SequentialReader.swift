import NeuralNetwork
import OrderedCollections

/// Reads a Sequential model: a list of layers, of which each takes what the one before it gives.
///
/// The configuration is the list itself up to Keras 2.2.2, and an object with `layers` since. The shape of the input stands in an
/// InputLayer at its head, in the first layer's `batch_input_shape`, in `build_input_shape`, or in a nested model at its head;
/// a nested Sequential may have none, and then takes what its call brings.
struct SequentialReader {
    let reader: NetworkReader

    func network(_ config: JSON, name: String?) throws -> Network {
        let ownName = config[key: "name"]?.text ?? name ?? "sequential"
        let place = "Sequential \"\(ownName)\""
        guard let entries = config.elements ?? config[key: "layers"]?.elements else {
            throw reader.fault(place, expected: "a list of layers", found: config.excerpt)
        }
        var layers = try entries.map { try reader.layer($0) }
        guard let first = layers.first else { throw reader.fault(place, expected: "at least one layer", found: "none") }
        if let second = layers.dropFirst().first(where: \.isInput) {
            throw reader.fault(
                place, expected: "an InputLayer at the head alone", found: "\"\(second.name)\" behind other layers")
        }
        if !first.isInput { layers.insert(try input(before: first, entries[0], config, place), at: 0) }
        for index in layers.indices {
            layers[index].calls = [index == 0 ? [] : [TensorReference(layer: index - 1, call: 0, tensor: 0)]]
        }
        return Network(
            name: ownName, isSequential: true, isTrainable: config[key: "trainable"]?.flag ?? true, layers: layers,
            inputs: [TensorReference(layer: 0, call: 0, tensor: 0)],
            outputs: [TensorReference(layer: layers.count - 1, call: 0, tensor: 0)],
            order: layers.indices.map { CallReference(layer: $0, call: 0) })
    }

    private func input(before first: NetworkLayer, _ entry: JSON, _ config: JSON, _ place: String) throws -> NetworkLayer {
        let ofLayer = ["batch_input_shape", "batch_shape"].lazy.compactMap { entry[key: "config"]?[key: $0] }.first { !$0.isNull }
        let shape: Shape?
        if let ofLayer {
            shape = try read(ofLayer, first.name, first.className)
        } else if let nested = nestedShape(first) {
            shape = nested
        } else if let built = config[key: "build_input_shape"], !built.isNull {
            shape = try read(built, place, "build_input_shape")
        } else {
            shape = nil
        }
        return NetworkLayer(
            name: first.name + "_input", className: "InputLayer", isTrainable: true, kind: .layer(InputLayer(shape: shape)))
    }

    private func read(_ value: JSON, _ layerName: String, _ className: String) throws -> Shape? {
        var options = LayerOptions(
            ["batch_input_shape": value], layerName: layerName, className: className, context: reader.context)
        return try InputLayer(from: &options).shape
    }

    private func nestedShape(_ first: NetworkLayer) -> Shape? {
        guard case .network(let network) = first.kind, let input = network.inputs.first,
            case .layer(let layer) = network.layers[input.layer].kind
        else { return nil }
        return (layer as? InputLayer)?.shape
    }
}
