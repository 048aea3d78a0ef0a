package import NeuralNetwork

/// What Keras adds to or keeps numbers from 0 by: `backend.epsilon()`.
package let kerasEpsilon: Float = 1e-7

extension Graph {
    /// `max(x, bound)`. Unlike a maximum of oneDNN it leaves NaN as it is, and `x` gets the gradient where both are equal, as in TensorFlow.
    package mutating func atLeast(_ bound: Float, _ x: Value) throws(GraphError) -> Value {
        let bound = number(bound)
        return try choice(pairwise(.less, x, bound), bound, x)
    }

    /// `min(x, bound)`, alike.
    package mutating func atMost(_ bound: Float, _ x: Value) throws(GraphError) -> Value {
        let bound = number(bound)
        return try choice(pairwise(.greater, x, bound), bound, x)
    }

    /// `x` between two bounds, alike.
    package mutating func clipped(_ x: Value, from low: Float, to high: Float) throws(GraphError) -> Value {
        try atLeast(low, atMost(high, x))
    }

    /// A number, as `[1]`, of all elements.
    package mutating func reductionOfAll(_ x: Value, _ kind: ReductionKind) throws(GraphError) -> Value {
        let whole = try reduction(x, kind, axes: Array(shape(of: x).indices), keepDimensions: true)
        return try reshape(whole, toWhole: [1])
    }

    /// Without one axis; what has no other becomes `[1]`.
    package mutating func reduction(_ x: Value, _ kind: ReductionKind, axis: Int) throws(GraphError) -> Value {
        try reduction(x, kind, axes: [axis], keepDimensions: shape(of: x).count == 1)
    }
}
