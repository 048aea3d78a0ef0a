import OrderedCollections

/// In which form the objects of a configuration are written.
///
/// Both forms hold the same options, and only such as Keras 2 and Keras 3 both take.
enum LayerForm {
    /// For HDF5: `{"class_name", "config"}`, which Keras of all versions reads.
    case plain
    /// For archives: with the module that a class belongs to, which tf.keras from 2.12 on and Keras 3 ask for.
    case withModules

    func object(className: String, module: String, config: JSON) -> JSON {
        switch self {
        case .plain: .object(["class_name": .string(className), "config": config])
        case .withModules:
            .object([
                "module": .string(module), "class_name": .string(className), "config": config, "registered_name": .null,
            ])
        }
    }

    func input(_ layer: NetworkLayer, shape: [Int?]) -> JSON {
        let options = layer.entry[key: "class_name"]?.text == "InputLayer" ? layer.entry[key: "config"] : nil
        return object(
            className: "InputLayer", module: "keras.layers",
            config: .object([
                "batch_input_shape": .array(shape.map { $0.map(JSON.integer) ?? .null }),
                "dtype": Self.type(options?[key: "dtype"]) ?? .string("float32"), "sparse": .bool(false),
                "name": .string(layer.name),
            ]))
    }

    /// The entry of a layer, without its calls.
    func layer(_ layer: NetworkLayer) -> JSON {
        let className = layer.entry[key: "class_name"]?.text ?? layer.className
        var options = layer.entry[key: "config"]?.object ?? [:]
        options["name"] = .string(layer.name)
        return entry(className: className, options)
    }

    private func entry(className: String, _ options: OrderedDictionary<String, JSON>) -> JSON {
        let (className, changed) = LayerOptionRules.apply(to: className, options)
        var members: OrderedDictionary<String, JSON> = [:]
        for (key, value) in changed {
            switch key {
            case "dtype": members[key] = Self.type(value)
            default: members[key] = self.value(value, of: key)
            }
        }
        if className == "Lambda" { members = lambda(members) }
        let module = NetworkReader.classNames.contains(className) ? "keras" : "keras.layers"
        return object(className: className, module: module, config: .object(members))
    }

    /// A policy is written by its name, for only newer versions read the object.
    private static func type(_ value: JSON?) -> JSON? {
        guard let value, !value.isNull else { return nil }
        return value.text.map(JSON.string) ?? value[key: "config"]?[key: "name"]
    }

    /// An option's value: objects without what only one version reads, numbers of NumPy as plain ones, tuples as lists.
    private func value(_ value: JSON, of option: String) -> JSON {
        if let elements = value.elements { return .array(elements.map { self.value($0, of: option) }) }
        guard let members = value.object else { return value }
        if members["type"]?.text == "ndarray" || members["class_name"]?.text == "__numpy__" {
            return members["value"] ?? members["config"]?[key: "value"] ?? value
        }
        guard let className = members["class_name"]?.text, let config = members["config"] else { return value }
        if className == "function" { return config }
        // Code, whose parts may be null.
        if className == "__lambda__" { return value }
        guard var options = config.object else { return value }
        if option.hasSuffix("_initializer") {
            // The type of numbers follows the layer's; Keras 3 refuses it here.
            for name in ["dtype", "input_axes", "output_axes"] { options[name] = nil }
            return object(className: className, module: "keras.initializers", config: .object(options))
        }
        for (suffix, module) in [("_regularizer", "keras.regularizers"), ("_constraint", "keras.constraints")]
        where option.hasSuffix(suffix) {
            return object(className: className, module: module, config: config)
        }
        // Keras 3 asks for the module of a layer inside of another in HDF5 too, and other versions pass over it.
        let form: LayerForm = className == "Lambda" ? self : .withModules
        return form.entry(className: className, options)
    }

    /// A function's code is a list with several options around it for Keras 2, which Keras 3 passes over in HDF5, and an object
    /// in archives, for Keras 3 alone: there tf.keras wants the list.
    private func lambda(_ options: OrderedDictionary<String, JSON>) -> OrderedDictionary<String, JSON> {
        var options = options
        let function = options["function"] ?? .null
        let parts = ["code", "defaults", "closure"]
        let kinds = ["function_type", "module", "output_shape_type", "output_shape_module"]
        switch self {
        case .plain:
            if function[key: "class_name"]?.text == "__lambda__" {
                options["function"] = .array(parts.map { function[key: "config"]?[key: $0] ?? .null })
            }
            let defaults: [JSON] = [.string(function.text == nil ? "lambda" : "function"), .null, .string("raw"), .null]
            for (kind, value) in zip(kinds, defaults) where options[kind] == nil { options[kind] = value }
            for (option, value) in [("output_shape", JSON.null), ("arguments", .object([:]))] where options[option] == nil {
                options[option] = value
            }
        case .withModules:
            if let list = function.elements, !list.isEmpty {
                let members = parts.enumerated().map { ($1, $0 < list.count ? list[$0] : .null) }
                options["function"] = .object([
                    "class_name": .string("__lambda__"), "config": .object(OrderedDictionary(uniqueKeysWithValues: members)),
                ])
            }
            for kind in kinds { options[kind] = nil }
        }
        return options
    }
}
