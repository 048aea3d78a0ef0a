import NeuralNetwork

/// What the options of a layer say of one of its weights.
enum WeightOptions {
    /// The first option that isn't null: `kernel_initializer` of `kernel`, `depthwise_regularizer` of `depthwise_kernel`; of a layer
    /// that runs a cell the cell's.
    ///
    /// - Parameter kind: `initializer`, `regularizer`, `constraint`.
    static func find(_ kind: String, of weight: String, in layer: NetworkLayer) -> (name: String, value: JSON)? {
        let options = layer.entry[key: "config"]
        for name in names(kind, of: weight) {
            if let value = options?[key: name] ?? cell(of: layer)?[key: name], !value.isNull { return (name, value) }
        }
        return nil
    }

    /// The names that an option of a weight may have.
    static func names(_ kind: String, of weight: String) -> [String] {
        let whole = "\(weight)_\(kind)"
        return weight.hasSuffix("_kernel") ? ["\(weight.dropLast("_kernel".count))_\(kind)", whole] : [whole]
    }

    /// The options of the cell that an RNN runs.
    static func cell(of layer: NetworkLayer) -> JSON? { layer.entry[key: "config"]?[key: "cell"]?[key: "config"] }
}

extension NetworkLayer {
    /// The layer whose options speak of a weight: inside of a layer that holds others the one that the weight belongs to.
    func owner(of specification: WeightSpecification) -> NetworkLayer {
        var owner = self
        for path in specification.inside {
            guard let first = path.first, case .layer(let holder as any HoldingLayer) = owner.kind else { return owner }
            owner = holder.parts[first].layer
            for index in path.dropFirst() {
                guard case .network(let network) = owner.kind else { return owner }
                owner = network.layers[index]
            }
        }
        return owner
    }
}
