/// Whose numbers are meant where Keras 2 and Keras 3 compute differently.
public enum KerasGeneration: Sendable, Hashable, CaseIterable {
    /// Keras up to 2.x, and tf.keras.
    case two
    case three
}
