/// Where a rule adds its epsilon to a square that it divides by the root of.
public enum EpsilonPlace: Sendable, Hashable {
    /// `√(v + epsilon)`: tf.keras 2.11 and later and Keras 3, and `RMSprop` with momentum in all of tf.keras.
    case underRoot
    /// `√v + epsilon`: Keras up to 2.10.
    case besideRoot
}
