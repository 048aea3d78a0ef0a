import OrderedCollections

/// How one class of Keras 1 is named and configured in Keras 2.
struct LegacyClass: Sendable {
    typealias Config = OrderedDictionary<String, JSON>

    /// The name in Keras 2; nil where it is the same.
    var name: String?
    /// Options with another name, each with its name in Keras 2.
    var renames: [String: String] = [:]
    /// Options without a meaning in Keras 2.
    var dropped: Set<String> = []
    /// Options that Keras 2 holds as one list.
    var lists: [(parts: [String], whole: String)] = []
    /// Whether the class wrote no `dim_ordering` although it had one.
    var leavesFormatOut = false
    /// What else is to be done; gives another name of the class where the options decide it.
    var adjust: @Sendable (inout Config) -> String? = { _ in nil }

    /// The class' name and configuration in Keras 2. An option whose new name stands beside the old one is left for the layer's
    /// reader to refuse.
    func converted(_ config: Config, named className: String) -> (String, Config) {
        var result: Config = [:]
        for (key, value) in config where !dropped.contains(key) {
            guard let new = renames[key], config[new] == nil else {
                result[key] = value
                continue
            }
            result[new] = Self.value(value, of: key)
        }
        for (parts, whole) in lists where result[whole] == nil {
            let values = parts.compactMap { result[$0] }
            guard values.count == parts.count else { continue }
            for part in parts { result.removeValue(forKey: part) }
            result[whole] = .array(values)
        }
        let special = adjust(&result)
        return (special ?? name ?? className, result)
    }

    /// The value in Keras 2 of an option that was renamed.
    private static func value(_ value: JSON, of option: String) -> JSON {
        switch (option, value) {
        case ("dim_ordering", "th"): "channels_first"
        case ("dim_ordering", "tf"): "channels_last"
        case ("dim_ordering", "default"): .null
        case ("consume_less", "cpu"): 0
        case ("consume_less", "mem"): 1
        case ("consume_less", "gpu"): 2
        case (_, .object(let members)) where option.hasSuffix("_regularizer"): regularizer(members)
        case (_, .object(let members)) where option.hasSuffix("_constraint"): constraint(members)
        default: value
        }
    }

    /// `{"name": "WeightRegularizer", "l1": …, "l2": …}` as Keras 2 writes it.
    private static func regularizer(_ members: Config) -> JSON {
        guard members["class_name"] == nil, members["name"] != nil else { return .object(members) }
        return ["class_name": "L1L2", "config": ["l1": members["l1"] ?? 0, "l2": members["l2"] ?? 0]]
    }

    /// `{"name": "MaxNorm", "m": …, "axis": …}` as Keras 2 writes it.
    private static func constraint(_ members: Config) -> JSON {
        guard members["class_name"] == nil, let name = members["name"] else { return .object(members) }
        var config: Config = [:]
        for (key, value) in members where key != "name" { config[key == "m" ? "max_value" : key] = value }
        return ["class_name": name, "config": .object(config)]
    }
}
