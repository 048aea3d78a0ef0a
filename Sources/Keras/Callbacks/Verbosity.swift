/// How much of a training is printed: the `verbose` of Keras.
public enum Verbosity: Int, Sendable, Hashable, CaseIterable {
    case silent = 0
    /// A bar that grows while an epoch runs.
    case bar = 1
    /// One line for each epoch.
    case line = 2
}
