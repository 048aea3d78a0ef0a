extension Network {
    /// The network with `_` for each `/` in the names of its layers, which Keras 3 refuses; names stay different.
    var withoutSlashes: Network {
        var taken = Set(layers.map(\.name))
        let renamed = layers.map { layer -> NetworkLayer in
            var layer = layer
            if case .network(let inner) = layer.kind { layer.kind = .network(inner.withoutSlashes) }
            guard layer.name.contains("/") else { return layer }
            var name = layer.name.replacing("/", with: "_")
            while !taken.insert(name).inserted { name += "_" }
            layer.name = name
            return layer
        }
        return Network(
            name: name.replacing("/", with: "_"), isSequential: isSequential, isTrainable: isTrainable, layers: renamed,
            inputs: inputs, outputs: outputs, order: order)
    }
}
