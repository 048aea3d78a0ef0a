/// The losses by all names that Keras has for them.
public enum LossCatalogue {
    /// One loss and its names: that of the class first, then that of the function, which is also the instance's.
    public struct Entry: Sendable {
        public let names: [String]
        /// Makes it as its name alone means it.
        public let make: @Sendable (KerasGeneration) -> any Loss

        init(_ names: String..., make: @escaping @Sendable (KerasGeneration) -> any Loss) {
            (self.names, self.make) = (names, make)
        }
    }

    public static let entries: [Entry] = [
        Entry("MeanSquaredError", "mean_squared_error", "mse", "MSE") { _ in MeanSquaredError() },
        Entry("MeanAbsoluteError", "mean_absolute_error", "mae", "MAE") { _ in MeanAbsoluteError() },
        Entry("MeanAbsolutePercentageError", "mean_absolute_percentage_error", "mape", "MAPE") { _ in
            MeanAbsolutePercentageError()
        },
        Entry("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error", "msle", "MSLE") { _ in
            MeanSquaredLogarithmicError()
        },
        Entry("Huber", "huber", "huber_loss", "Huber_loss") { _ in Huber() },
        Entry("LogCosh", "log_cosh", "logcosh") { _ in LogCosh() },
        Entry("Hinge", "hinge") { _ in Hinge() },
        Entry("SquaredHinge", "squared_hinge") { _ in SquaredHinge() },
        Entry("CategoricalHinge", "categorical_hinge") { _ in CategoricalHinge() },
        Entry("KLDivergence", "kl_divergence", "kld", "KLD", "kullback_leibler_divergence") { _ in KLDivergence() },
        Entry("Poisson", "poisson") { _ in Poisson() },
        Entry("CosineSimilarity", "cosine_similarity", "cosine_proximity", "cosine") { CosineSimilarity(generation: $0) },
        Entry("BinaryCrossentropy", "binary_crossentropy", "bce", "BCE") { BinaryCrossentropy(generation: $0) },
        Entry("CategoricalCrossentropy", "categorical_crossentropy") { _ in CategoricalCrossentropy() },
        Entry("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy") { _ in SparseCategoricalCrossentropy() },
        Entry("BinaryFocalCrossentropy", "binary_focal_crossentropy") { BinaryFocalCrossentropy(generation: $0) },
        Entry("CategoricalFocalCrossentropy", "categorical_focal_crossentropy") { CategoricalFocalCrossentropy(generation: $0) },
        Entry("Dice", "dice") { _ in Dice() },
        Entry("Tversky", "tversky") { _ in Tversky() },
    ]

    /// The loss of a name; nil where Keras has none, or it isn't known here.
    public static func loss(named name: String, generation: KerasGeneration = .two) -> (any Loss)? {
        entries.first { $0.names.contains(name) }?.make(generation)
    }
}
