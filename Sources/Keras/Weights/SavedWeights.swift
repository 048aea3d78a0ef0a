/// The order in which Keras writes the weights of a layer.
enum SavedWeights {
    /// One weight of a layer, or of a layer inside a nested network.
    struct Slot {
        /// The indices of the layers from the outermost network's layer down; empty for a layer's own weight.
        var path: [Int]
        /// The place among the weights of that layer.
        let index: Int
        let specification: WeightSpecification
        var isTrainable: Bool

        func below(_ layer: Int) -> Slot {
            var slot = self
            slot.path.insert(layer, at: 0)
            return slot
        }

        var frozen: Slot {
            var slot = self
            slot.isTrainable = false
            return slot
        }
    }

    /// All that can be trained, then all that can't: in a nested network the first of all its layers come before the second of any.
    ///
    /// A layer that was frozen (`trainable: false`) has only weights of the second kind, so that the flags change the order.
    static func slots(of layer: NetworkLayer, _ tree: LayerTree<[WeightSpecification]>) -> [Slot] {
        switch (layer.kind, tree) {
        case (.network(let network), .network(let trees)):
            let inner = zip(network.layers, trees).enumerated().flatMap { index, pair in
                slots(of: pair.0, pair.1).map { $0.below(index) }
            }
            let ordered = inner.filter(\.isTrainable) + inner.filter { !$0.isTrainable }
            return network.isTrainable ? ordered : ordered.map(\.frozen)
        case (_, .layer(let specifications)):
            return specifications.enumerated().map { index, specification in
                Slot(
                    path: [], index: index, specification: specification,
                    isTrainable: layer.isTrainable && specification.isTrainable)
            }
        case (.layer, .network): preconditionFailure("layer \"\(layer.name)\" has the weights of a network: \(tree)")
        }
    }
}
