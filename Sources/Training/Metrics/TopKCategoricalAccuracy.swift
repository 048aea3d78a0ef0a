public import NeuralNetwork

/// How many predictions have the class at which the truth is greatest among their `k` greatest.
public struct TopKCategoricalAccuracy: MeanMetric {
    public let kerasName = "TopKCategoricalAccuracy"
    public var mean = Mean()
    public let k: Int

    public init(k: Int = 5) { self.k = k }

    public func values(truth: Tensor, prediction: Tensor) throws(GraphError) -> Tensor {
        _ = try matchedShape(truth, prediction, for: kerasName)
        return prediction.hasAmongGreatest(k, truth.greatestPlaces)
    }
}

/// How many predictions have the class that the truth numbers among their `k` greatest.
public struct SparseTopKCategoricalAccuracy: MeanMetric {
    public let kerasName = "SparseTopKCategoricalAccuracy"
    public var mean = Mean()
    public let k: Int
    /// Whether the predictions are class numbers themselves, the likeliest first (Keras 3).
    public let fromSortedIDs: Bool

    public init(k: Int = 5, fromSortedIDs: Bool = false) { (self.k, self.fromSortedIDs) = (k, fromSortedIDs) }

    public func values(truth: Tensor, prediction: Tensor) throws(GraphError) -> Tensor {
        let shape = try labelShape(truth, beside: prediction, for: kerasName)
        guard fromSortedIDs else { return prediction.hasAmongGreatest(k, truth.reshaped(to: shape)) }
        let length = prediction.shape.last!
        return prediction.withElements { elements in
            truth.withElements { labels in
                Tensor(shape: shape) { result in
                    for line in result.indices {
                        let first = elements[line * length..<line * length + min(k, length)]
                        result[line] = first.contains(labels[line]) ? 1 : 0
                    }
                }
            }
        }
    }
}

extension Tensor {
    /// For each line whether fewer than `k` elements are greater than that at `places`: TensorFlow's `in_top_k`. A place outside, and a line
    /// with an element that isn't finite before `k` greater ones were met, say no.
    fileprivate func hasAmongGreatest(_ k: Int, _ places: Tensor) -> Tensor {
        let length = shape.last!
        return withElements { elements in
            places.withElements { places in
                Tensor(shape: shape.dropLast()) { result in
                    for line in result.indices {
                        guard places[line] > -1, places[line] < Float(length) else { continue }
                        let row = elements[line * length..<(line + 1) * length]
                        let chosen = row[line * length + Int(places[line])]
                        guard row.allSatisfy(\.isFinite) else { continue }
                        result[line] = row.count { $0 > chosen } < k ? 1 : 0
                    }
                }
            }
        }
    }
}
