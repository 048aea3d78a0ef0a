extension ConcreteGraph {
    /// Makes one pass of the steps by which a network brings its pictures to the range that it was trained on: a rescaling, a mean
    /// subtracted and a division by the deviation of each colour, as a `Normalization` layer does them.
    mutating func foldChannelScalings() throws {
        for index in nodes.indices {
            guard let found = scaling(at: index) else { continue }
            var (source, scaling) = (found.source, found.scaling)
            // What came before is one of them already, if it is one.
            if let before = nodes[source.index].operation as? ChannelScaling, readers[source.index] == 1 {
                (scaling, source) = (before.followed(by: scaling), nodes[source.index].inputs[0])
            } else if let before = rescaling(at: source), readers[source.index] == 1 {
                (scaling, source) = (before.scaling.followed(by: scaling), before.source)
            }
            guard scaling.isFinite else { continue }
            nodes[index].operation = scaling
            nodes[index].inputs = [source]
        }
        removeUnused()
    }

    /// A node that does one thing to each channel, of few channels, written as that.
    private func scaling(at index: Int) -> (source: Graph.Value, scaling: ChannelScaling)? {
        let node = nodes[index]
        guard let channels = node.shape.last ?? nil, channels < ChannelScaling.mostChannels else { return nil }
        switch node.operation {
        case let elementwise as Elementwise where elementwise.followups.isEmpty:
            let (left, right) = (node.inputs[0], node.inputs[1])
            if let values = perChannel(right, channels), nodes[left.index].shape == node.shape {
                return ChannelScaling(elementwise.kind, values).map { (left, $0) }
            }
            guard elementwise.kind.isCommutative, let values = perChannel(left, channels), nodes[right.index].shape == node.shape
            else { return nil }
            return ChannelScaling(elementwise.kind, values).map { (right, $0) }
        case is ElementwiseActivation:
            // Alone it is oneDNN's; behind another it costs nothing here.
            guard let found = rescaling(at: Graph.Value(index: index)), nodes[found.source.index].operation is ChannelScaling
            else { return nil }
            return found
        default: return nil
        }
    }

    private func rescaling(at value: Graph.Value) -> (source: Graph.Value, scaling: ChannelScaling)? {
        let node = nodes[value.index]
        guard let activation = node.operation as? ElementwiseActivation,
            case .affine(let factor, let offset) = activation.function, let channels = node.shape.last ?? nil
        else { return nil }
        let center = -Double(offset) / Double(factor)
        return (
            node.inputs[0],
            ChannelScaling(
                centers: [Double](repeating: center, count: channels),
                factors: [Double](repeating: Double(factor), count: channels))
        )
    }

    /// The elements of a constant that has one for each channel and nothing else.
    private func perChannel(_ value: Graph.Value, _ channels: Int) -> [Double]? {
        guard let tensor = constant(value), tensor.count == channels, tensor.shape.last == channels else { return nil }
        return tensor.values.map(Double.init)
    }
}

extension ChannelScaling {
    fileprivate init?(_ kind: ElementwiseKind, _ values: [Double]) {
        let (zeros, ones) = ([Double](repeating: 0, count: values.count), [Double](repeating: 1, count: values.count))
        switch kind {
        case .add: self.init(centers: values.map { -$0 }, factors: ones)
        case .subtract: self.init(centers: values, factors: ones)
        case .multiply: self.init(centers: zeros, factors: values)
        case .divide: self.init(centers: zeros, factors: values.map { 1 / $0 })
        case .maximum, .minimum: return nil
        }
    }

    /// `((x − c) · f − d) · g` is `(x − (c + d / f)) · f · g`.
    fileprivate func followed(by other: ChannelScaling) -> ChannelScaling {
        ChannelScaling(
            centers: centers.indices.map { centers[$0] + other.centers[$0] / factors[$0] },
            factors: zip(factors, other.factors).map { $0 * $1 })
    }

    /// Not where something was divided by 0, or multiplied with it before something was subtracted.
    fileprivate var isFinite: Bool { (centers + factors).allSatisfy { Float($0).isFinite } }
}
