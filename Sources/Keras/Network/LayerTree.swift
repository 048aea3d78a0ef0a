/// Something of each layer, in the form of the network: a layer has one, a nested network has one tree for each of its layers.
indirect enum LayerTree<Leaf: Sendable>: Sendable {
    case layer(Leaf)
    case network([LayerTree<Leaf>])

    func map<Other: Sendable>(_ transform: (Leaf) throws -> Other) rethrows -> LayerTree<Other> {
        switch self {
        case .layer(let leaf): .layer(try transform(leaf))
        case .network(let trees): .network(try trees.map { try $0.map(transform) })
        }
    }
}

extension LayerTree {
    /// A leaf of each layer's leaf here and in another tree of the same form.
    func joined<Other: Sendable, Result: Sendable>(
        with other: LayerTree<Other>, _ join: (Leaf, Other) -> Result
    ) -> LayerTree<Result> {
        switch (self, other) {
        case (.layer(let leaf), .layer(let second)): .layer(join(leaf, second))
        case (.network(let trees), .network(let others)): .network(zip(trees, others).map { $0.joined(with: $1, join) })
        default: preconditionFailure("trees of other forms: \(self) and \(other)")
        }
    }

    /// The leaf of the layer that lies at `path`.
    func leaf(at path: ArraySlice<Int>) -> Leaf {
        switch (self, path.first) {
        case (.layer(let leaf), nil): return leaf
        case (.network(let trees), .some(let index)): return trees[index].leaf(at: path.dropFirst())
        default: preconditionFailure("the path \(path) leads to no layer in \(self)")
        }
    }

    /// Appends to the layer that lies at `path`: an index for each network on the way.
    mutating func append<Element>(_ element: Element, at path: ArraySlice<Int>) where Leaf == [Element] {
        switch (self, path.first) {
        case (.layer(let elements), nil): self = .layer(elements + [element])
        case (.network(var trees), .some(let index)):
            trees[index].append(element, at: path.dropFirst())
            self = .network(trees)
        default: preconditionFailure("the path \(path) leads to no layer in \(self)")
        }
    }
}
