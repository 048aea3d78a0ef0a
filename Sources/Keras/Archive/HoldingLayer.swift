import NeuralNetwork

/// A layer that holds other layers, whose variables an archive keeps in groups of their own.
protocol HoldingLayer: Layer {
    /// The layers inside, each with its group's name; `WeightSpecification.inside` counts them.
    var parts: [(group: String, layer: NetworkLayer)] { get }
}

/// A layer's weights sorted by where they belong.
struct HeldWeights<Element: Sendable> {
    /// The holding layer's own.
    let own: [Element]
    /// One tree for each part.
    let parts: [LayerTree<[Element]>]

    /// - Parameters:
    ///   - elements: one for each of `specifications`, which are all of the layer's.
    init(_ elements: [Element], _ specifications: [WeightSpecification], of holder: any HoldingLayer) {
        var own: [Element] = []
        var parts = holder.parts.map { Self.emptyTree($0.layer) }
        for (element, specification) in zip(elements, specifications) {
            if let first = specification.inside.first {
                parts[first[0]].append(element, at: first.dropFirst())
            } else {
                own.append(element)
            }
        }
        (self.own, self.parts) = (own, parts)
    }

    private static func emptyTree(_ layer: NetworkLayer) -> LayerTree<[Element]> {
        if case .network(let network) = layer.kind { .network(network.layers.map { emptyTree($0) }) } else { .layer([]) }
    }
}

extension HeldWeights where Element == WeightSpecification {
    /// What the layers inside ask for, as they say it themselves.
    init(_ specifications: [WeightSpecification], of holder: any HoldingLayer) {
        let inner = specifications.map { known in
            WeightSpecification(
                known.name, known.shape, isTrainable: known.isTrainable, slidingAxes: known.slidingAxes,
                inside: Array(known.inside.dropFirst()))
        }
        self.init(inner, specifications, of: holder)
    }
}

extension HeldWeights where Element == Tensor {
    init(own: [Tensor], parts: [LayerTree<[Tensor]>]) { (self.own, self.parts) = (own, parts) }

    /// The tensors in the order of the layer's weights.
    func joined(as specifications: [WeightSpecification]) -> [Tensor] {
        var taken: [[Int]: Int] = [:]
        return specifications.map { specification in
            let path = specification.inside.first ?? []
            defer { taken[path, default: 0] += 1 }
            let number = taken[path, default: 0]
            return path.isEmpty ? own[number] : parts[path[0]].leaf(at: path.dropFirst())[number]
        }
    }
}
