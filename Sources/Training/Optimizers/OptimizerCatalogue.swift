/// Every optimizer, with Keras' defaults: one file of `Optimizers` and one line here for each.
public enum OptimizerCatalogue {
    public static let optimizers: [any Optimizer] = [
        SGD(),
        RMSprop(),
        Adam(),
        AdamW(),
        Adamax(),
        Nadam(),
        Adagrad(),
        Adadelta(),
        Ftrl(),
        Lion(),
        Lamb(),
    ]

    /// The one of a class name, in letters of any case as in Keras: `adam`, `RMSprop`; nil for a name that Keras doesn't know. The
    /// names that tf.keras gave its newer optimizers, `ExperimentalAdam` in 2.9 and 2.10, `Custom>Adam` in files since, are known too.
    public static func optimizer(named name: String) -> (any Optimizer)? {
        let name = name.lowercased()
        let prefix = ["experimental", "custom>"].first { name.hasPrefix($0) } ?? ""
        let className = name.dropFirst(prefix.count)
        return optimizers.first { type(of: $0).kerasName.lowercased() == className }
    }
}
