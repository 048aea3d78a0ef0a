import NeuralNetwork

/// How a layer's weights lie in a file.
struct WeightForm: Sendable {
    /// In the order of the file.
    let saved: [WeightSpecification]
    /// Makes of them what the layer takes.
    let convert: @Sendable ([Tensor]) -> [Tensor]

    init(_ saved: [WeightSpecification], convert: @escaping @Sendable ([Tensor]) -> [Tensor]) {
        self.saved = saved
        self.convert = convert
    }

    /// The form in which the layer takes them, which is that of Keras 2 and 3.
    init(asTaken weights: [WeightSpecification]) { self.init(weights) { $0 } }
}

extension WeightForm {
    /// The first form that the datasets of a layer have, for the layer and all layers inside it.
    ///
    /// - Parameters:
    ///   - candidates: at least one form for each layer; the first stands where none fits, and the binding then says what is amiss.
    ///   - shapes: of the datasets, in the order of the file: all that can be trained, then all that can't.
    static func choose(_ candidates: LayerTree<[WeightForm]>, of layer: NetworkLayer, shapes: [[Int]]) -> LayerTree<WeightForm> {
        var choice = Choice(remaining: shapes[...], chosen: [:])
        choice.visit(candidates, of: layer, path: [], isTrainable: true, isFrozen: false)
        choice.visit(candidates, of: layer, path: [], isTrainable: false, isFrozen: false)
        return choice.tree(candidates, path: [])
    }

    private struct Choice {
        var remaining: ArraySlice<[Int]>
        var chosen: [[Int]: WeightForm]

        /// Takes from what remains the weights of one kind, as `SavedWeights.slots` orders them.
        mutating func visit(
            _ tree: LayerTree<[WeightForm]>, of layer: NetworkLayer, path: [Int], isTrainable: Bool, isFrozen: Bool
        ) {
            switch (tree, layer.kind) {
            case (.network(let trees), .network(let network)):
                for index in trees.indices {
                    visit(
                        trees[index], of: network.layers[index], path: path + [index], isTrainable: isTrainable,
                        isFrozen: isFrozen || !network.isTrainable)
                }
            case (.layer(let forms), _):
                let isFrozen = isFrozen || !layer.isTrainable
                func shapes(_ form: WeightForm) -> [[Int]] {
                    form.saved.filter { ($0.isTrainable && !isFrozen) == isTrainable }.map(\.shape)
                }
                let form = chosen[path] ?? forms.first { remaining.starts(with: shapes($0)) && !shapes($0).isEmpty } ?? forms[0]
                let count = shapes(form).count
                if count > 0 || chosen[path] != nil { chosen[path] = form }
                remaining = remaining.dropFirst(count)
            case (.network, .layer): preconditionFailure("layer \"\(layer.name)\" has the weights of a network")
            }
        }

        func tree(_ candidates: LayerTree<[WeightForm]>, path: [Int]) -> LayerTree<WeightForm> {
            switch candidates {
            case .layer(let forms): .layer(chosen[path] ?? forms[0])
            case .network(let trees): .network(trees.indices.map { tree(trees[$0], path: path + [$0]) })
            }
        }
    }
}
