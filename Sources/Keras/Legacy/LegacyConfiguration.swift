import OrderedCollections

/// Turns a configuration of Keras 1 into one of Keras 2 before any layer reads it: names of classes and options, Merge layers,
/// and what Keras 1 left out.
///
/// Keras 2 took the old names too and kept some of the old classes, so every configuration older than Keras 3 passes here; one
/// that is in the new form stays as it is. Sources: `keras/legacy/interfaces.py` of Keras 2, and the layers of Keras 1.2.2.
struct LegacyConfiguration {
    private let context: ReadingContext
    private let place: String
    /// `data_format` for the layers that wrote none in Keras 1 (UpSampling2D, ZeroPadding2D, Cropping2D and their 3-D kin took
    /// what the machine was set to): that of the model's other layers.
    private let unrecordedFormat: JSON?

    /// The model `{"class_name": …, "config": …}` in the form of Keras 2.
    static func converted(_ model: JSON, context: ReadingContext, place: String) throws -> JSON {
        guard context.version.major < 3 else { return model }
        return try LegacyConfiguration(context: context, place: place, model: model).entry(model)
    }

    private init(context: ReadingContext, place: String, model: JSON) {
        self.context = context
        self.place = place
        unrecordedFormat = context.version.major < 2 ? Self.commonFormat(of: model) : nil
    }

    /// One layer or model: an entry of a list of layers, with its name and calls where it has them.
    func entry(_ entry: JSON) throws -> JSON {
        guard case .object(var members) = Self.withClassName(entry), let className = members["class_name"]?.text,
            let config = members["config"]
        else { return entry }
        let (newName, newConfig) = try layer(className, config, name: members["name"]?.text)
        members["class_name"] = .string(newName)
        members["config"] = newConfig
        return .object(members)
    }

    private func layer(_ className: String, _ config: JSON, name: String?) throws -> (String, JSON) {
        switch NetworkReader.Form(className, config) {
        case .sequential: return try sequential(className, config, name: name)
        case .functional: return (className, try functional(config))
        case nil where className == "Graph":
            throw KerasError.configuration(
                file: context.path, place: place, expected: "a Sequential or a Model",
                found: "a Graph of Keras 0, which is not read; save the model from Keras 1 as a Model")
        case nil:
            guard let members = config.object else { return (className, config) }
            guard className == "Merge" else { return try plain(className, members) }
            let (newName, newConfig) = try LegacyMerge(members, context: context).layer()
            return (newName, .object(newConfig))
        }
    }

    private func plain(_ className: String, _ members: OrderedDictionary<String, JSON>) throws -> (String, JSON) {
        var members = members
        // A wrapper holds another layer.
        if let inner = members["layer"], inner.object != nil { members["layer"] = try entry(inner) }
        guard let form = LegacyClass.all[className] else { return (className, .object(members)) }
        let (newName, converted) = form.converted(members, named: className)
        members = converted
        if form.leavesFormatOut, members["data_format"] == nil, let unrecordedFormat { members["data_format"] = unrecordedFormat }
        return (newName, .object(members))
    }

    private func sequential(_ className: String, _ config: JSON, name: String?) throws -> (String, JSON) {
        guard let entries = config.elements ?? config[key: "layers"]?.elements, let first = entries.first else {
            return (className, config)
        }
        let name = config[key: "name"]?.text ?? name
        let head = Self.withClassName(first)
        if head[key: "class_name"] == "Merge", let merge = head[key: "config"], let branches = merge[key: "layers"]?.elements {
            return (
                "Model",
                try LegacyJoinedSequential.model(
                    joining: branches.map(entry), by: entry(head), then: entries.dropFirst().map(entry), name: name,
                    configuration: self)
            )
        }
        let converted = try entries.map(entry)
        if converted[0][key: "class_name"] != "Sequential", NetworkReader.isNetwork(converted[0]),
            (converted[0][key: "config"]?[key: "input_layers"]?.elements?.count ?? 0) > 1
        {
            let model = try LegacyJoinedSequential.model(
                beginningWith: converted[0], then: converted.dropFirst(), name: name, configuration: self)
            return ("Model", model)
        }
        guard case .object(var members) = config, config.elements == nil else { return (className, .array(converted)) }
        members["layers"] = .array(converted)
        return (className, .object(members))
    }

    private func functional(_ config: JSON) throws -> JSON {
        guard case .object(var members) = config, let entries = members["layers"]?.elements else { return config }
        members["layers"] = .array(try entries.map(entry))
        return .object(members)
    }

    func fault(expected: String, found: JSON) -> KerasError {
        .configuration(file: context.path, place: place, expected: expected, found: found.excerpt)
    }

    /// Before 1.0 an entry was the config itself, with the class under `name` and the name under `custom_name`.
    static func withClassName(_ entry: JSON) -> JSON {
        guard case .object(var members) = entry, members["class_name"] == nil, let className = members["name"] else {
            return entry
        }
        members["name"] = members.removeValue(forKey: "custom_name")
        return .object(["class_name": className, "config": .object(members)])
    }

    /// `data_format` of all layers that recorded a `dim_ordering`, or of most of them; nil where none did.
    private static func commonFormat(of value: JSON) -> JSON? {
        var counts = (first: 0, last: 0)
        func count(_ value: JSON) {
            switch value {
            case .array(let elements): for element in elements { count(element) }
            case .object(let members):
                switch members["dim_ordering"]?.text {
                case "th": counts.first += 1
                case "tf": counts.last += 1
                default: break
                }
                for (_, member) in members { count(member) }
            default: break
            }
        }
        count(value)
        guard counts.first + counts.last > 0 else { return nil }
        return .string(counts.first > counts.last ? "channels_first" : "channels_last")
    }
}
