import NeuralNetwork

/// A weight for each element of a shape, in row-major order.
struct ElementWeights {
    /// nil where all are 1.
    private let weights: [Float]?

    subscript(_ place: Int) -> Float { weights?[place] ?? 1 }

    /// - Parameter weights: for the first axes of `shape`, or for all, with extents of 1 where they repeat; one more axis of 1 is dropped.
    /// - Throws: `GraphError.mismatch` for others.
    init(_ weights: Tensor?, for shape: [Int]) throws(GraphError) {
        guard let weights else {
            self.weights = nil
            return
        }
        var own = weights.shape
        if own.count == shape.count + 1, own.last == 1 { own.removeLast() }
        guard own.count <= shape.count, zip(own, shape).allSatisfy({ $0 == 1 || $0 == $1 }) else {
            throw .mismatch(site: "sample weights", expected: "weights for values \(shape)", found: "\(weights.shape)")
        }
        own += [Int](repeating: 1, count: shape.count - own.count)
        self.weights = weights.withElements { elements in
            // From the last axis to the first: each adds its place, or repeats what lies behind it.
            var places = [0]
            var stride = elements.count
            for (extent, repetitions) in zip(own, shape) {
                stride /= extent
                places = places.flatMap { place in (0..<repetitions).map { place + (extent == 1 ? 0 : $0 * stride) } }
            }
            return places.map { elements[$0] }
        }
    }
}

/// The shape that truth and prediction have in common once a last axis of 1 is added or dropped; their elements stay in their order.
///
/// - Throws: `GraphError.mismatch` at `metric` where they differ otherwise.
func matchedShape(_ truth: Tensor, _ prediction: Tensor, for metric: String) throws(GraphError) -> [Int] {
    let (own, other) = (truth.shape, prediction.shape)
    if own == other { return own }
    if own == other + [1] { return other.count == 1 ? own : other }
    if other == own + [1] { return own.count == 1 ? other : own }
    throw .mismatch(site: metric, expected: "a truth of the prediction's shape \(other)", found: "\(own)")
}

extension Tensor {
    /// For each line along the last axis the place of its first greatest element; `[batch, …]`.
    var greatestPlaces: Tensor {
        let length = shape.last ?? 1
        return withElements { elements in
            Tensor(shape: shape.dropLast()) { result in
                for line in result.indices {
                    result[line] = Float(elements[line * length..<(line + 1) * length].greatestPlace)
                }
            }
        }
    }

    /// `function` of each pair of elements, under `shape`.
    func paired(with other: Tensor, shape: [Int], _ function: (Float, Float) -> Float) -> Tensor {
        withElements { own in
            other.withElements { other in
                Tensor(shape: shape) { result in
                    for place in result.indices { result[place] = function(own[place], other[place]) }
                }
            }
        }
    }
}
