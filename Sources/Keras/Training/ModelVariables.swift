import NeuralNetwork

/// The weights of a model that is trained, as variables.
struct ModelVariables: Sendable {
    /// What the lowering is given: a variable's stand-in where the layer is trained, the tensor itself where it is frozen.
    let trees: [LayerTree<[Tensor]>]
    /// What the gradient moves, in the order of Keras' `trainable_weights`.
    let trainable: [TrainedVariable]
    /// Statistics that training moves, as those of a batch normalisation.
    let statistics: [Variable]
    /// What would be trained if its layer weren't frozen.
    let frozen: [FrozenWeight]

    /// - Parameter weights: the first values.
    init(_ blueprint: Blueprint, weights: [LayerTree<[Tensor]>]) throws {
        var (trees, trainable, statistics) = ([LayerTree<[Tensor]>](), [TrainedVariable](), [Variable]())
        var frozen: [FrozenWeight] = []
        for (index, layer) in blueprint.network.layers.enumerated() {
            let specifications = blueprint.shapes.weights[index]
            var tree = specifications.map { _ in [Tensor]() }
            for (place, slot) in SavedWeights.slots(of: layer, specifications).enumerated() {
                let initial = weights[index].leaf(at: slot.path[...])[slot.index]
                let path = layer.names(along: slot.path)
                let owner = layer.layer(along: slot.path).owner(of: slot.specification)
                let isFrozen = !slot.isTrainable && slot.specification.isTrainable
                guard !isFrozen, !layer.isFrozen(along: slot.path) else {
                    tree.append(initial, at: slot.path[...])
                    if slot.specification.isTrainable {
                        frozen.append(FrozenWeight(tensor: initial, owner: owner, name: slot.specification.name))
                    }
                    continue
                }
                let variable = Variable(
                    name: (path + [slot.specification.name]).joined(separator: "/"), try initial.loaded())
                tree.append(variable.tensor, at: slot.path[...])
                if slot.isTrainable {
                    trainable.append(
                        TrainedVariable(
                            variable: variable, owner: owner, name: slot.specification.name,
                            place: SavedPlace(layer: layer.name, index: place)))
                } else {
                    statistics.append(variable)
                }
            }
            trees.append(tree)
        }
        (self.trees, self.trainable, self.statistics, self.frozen) = (trees, trainable, statistics, frozen)
    }

    /// The weights as they are now, for a model that answers.
    var values: [LayerTree<[Tensor]>] {
        trees.map { $0.map { tensors in tensors.map { $0.notes?.variable?.value ?? $0 } } }
    }

    /// Makes all variables what a model's weights are.
    func set(_ weights: [LayerTree<[Tensor]>]) {
        for (tree, other) in zip(trees, weights) {
            _ = tree.joined(with: other) { own, given in
                for (tensor, value) in zip(own, given) { tensor.notes?.variable?.set(value) }
            }
        }
    }
}

/// A variable that the gradient moves, and the layer that it belongs to.
struct TrainedVariable: Sendable {
    let variable: Variable
    let owner: NetworkLayer
    /// As the layer calls it.
    let name: String
    let place: SavedPlace
}

/// Where a file has a weight: among those of one of the model's own layers.
struct SavedPlace: Hashable, Sendable {
    let layer: String
    let index: Int
}

/// A weight of a frozen layer.
struct FrozenWeight: Sendable {
    let tensor: Tensor
    let owner: NetworkLayer
    /// As the layer calls it.
    let name: String
}

extension NetworkLayer {
    /// The layer inside of this one that a path of indices leads to.
    fileprivate func layer(along path: [Int]) -> NetworkLayer {
        guard let first = path.first, case .network(let network) = kind else { return self }
        return network.layers[first].layer(along: Array(path.dropFirst()))
    }

    fileprivate func names(along path: [Int]) -> [String] {
        guard let first = path.first, case .network(let network) = kind else { return [name] }
        return [name] + network.layers[first].names(along: Array(path.dropFirst()))
    }

    /// Whether it, or one of those on the way down, is not to be trained.
    fileprivate func isFrozen(along path: [Int]) -> Bool {
        guard let first = path.first, case .network(let network) = kind else { return !isTrainable }
        return !network.isTrainable || network.layers[first].isFrozen(along: Array(path.dropFirst()))
    }
}
