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
