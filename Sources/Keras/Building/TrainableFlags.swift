import OrderedCollections

/// The flags in a configuration that say which layers are trained.
enum TrainableFlags {
    /// Sets the flag of all layers of a network, and of those inside of them, as Keras does with a model's.
    static func setting(_ isTrainable: Bool, in config: JSON) -> JSON {
        setting(in: config) { _ in isTrainable }
    }

    /// Sets the flags of those layers for which `flag` gives one; what holds layers gives it to all of them.
    static func setting(in config: JSON, _ flag: (_ name: String) -> Bool?) -> JSON {
        guard var members = config.object, let layers = members["layers"]?.elements else { return config }
        if let own = members["name"]?.text.flatMap(flag), members["trainable"] != nil { members["trainable"] = .bool(own) }
        members["layers"] = .array(
            layers.map { entry in
                guard var entry = entry.object, let config = entry["config"], var options = config.object else { return entry }
                let name = entry["name"]?.text ?? options["name"]?.text ?? ""
                let own = flag(name)
                if options["layers"] != nil {
                    entry["config"] = setting(in: config) { own ?? flag($0) }
                } else if let own, entry["class_name"]?.text != "InputLayer" {
                    options["trainable"] = .bool(own)
                    entry["config"] = .object(options)
                }
                return .object(entry)
            })
        return .object(members)
    }
}
