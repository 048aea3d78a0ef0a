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
    /// names that tf.keras 2.9 and 2.10 gave its newer optimizers, `ExperimentalAdam`, are known too.
    public static func optimizer(named name: String) -> (any Optimizer)? {
        let name = name.lowercased()
        let className = name.hasPrefix("experimental") ? String(name.dropFirst("experimental".count)) : name
        return optimizers.first { type(of: $0).kerasName.lowercased() == className }
    }
}
