import NeuralNetwork

/// How the kernels of convolutions lie in a file.
///
/// Theano convolved where TensorFlow correlates, so that a network trained on it needs its kernels turned by 180°. A file of
/// Keras 1 doesn't say which backend trained it; one of Keras 2 does (attribute `backend`), but tf.keras, our measure, takes the
/// kernels as they are all the same. So the caller decides.
public enum KernelOrientation: Sendable, Hashable {
    /// As TensorFlow uses them.
    case asSaved
    /// Turned by 180° while loading.
    case rotated
}

extension Tensor {
    /// A kernel turned by 180° along its first axes.
    func turned(axes: Int) -> Tensor {
        let taps = shape.prefix(axes).reduce(1, *)
        let depth = count / max(taps, 1)
        return Tensor(shape: shape) { result in
            withElements { values in
                for tap in 0..<taps {
                    for element in 0..<depth { result[tap * depth + element] = values[(taps - 1 - tap) * depth + element] }
                }
            }
        }
    }
}
