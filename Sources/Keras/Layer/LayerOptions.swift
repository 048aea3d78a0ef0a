import OrderedCollections

/// Reads the `config` of one layer and keeps account of it: what no one has read at the end is an error, for an option that
/// we don't know may change what the layer computes.
struct LayerOptions {
    let context: ReadingContext
    let layerName: String
    let className: String
    private let options: OrderedDictionary<String, JSON>
    private var unread: Set<String>
    /// What the layer asked for, where it is read to be described.
    private var record: OrderedDictionary<String, LayerDescription.Option>?

    init(
        _ options: OrderedDictionary<String, JSON>, layerName: String, className: String, context: ReadingContext
    ) {
        self.context = context
        self.layerName = layerName
        self.className = className
        self.options = options
        unread = Set(options.keys)
    }

    /// Options that are read only to learn what a layer asks for.
    init(describing className: String, with options: [String: JSON]) {
        self.init(
            OrderedDictionary(uniqueKeysWithValues: options.sorted { $0.key < $1.key }), layerName: className,
            className: className, context: ReadingContext(path: "catalogue", version: KerasVersion("3")))
        record = [:]
    }

    /// What the layer asked for, in order.
    var asked: [LayerDescription.Option] { record.map { Array($0.values) } ?? [] }

    /// Notes what is asked for; the first word on an option's type holds.
    mutating func note(_ option: String, _ type: String, default absent: @autoclosure () -> JSON? = nil) {
        guard record != nil, record?[option]?.type.isEmpty ?? true else { return }
        record?[option] = LayerDescription.Option(
            name: option, type: type, defaultValue: absent().map(\.description), isRequired: false)
    }

    func fault(_ option: String, expected: String, found: JSON?) -> KerasError {
        .option(
            file: context.path, layer: layerName, className: className, option: option, expected: expected,
            found: found?.excerpt ?? "nothing")
    }

    /// The names of all options, in the order of the file.
    var names: [String] { Array(options.keys) }

    /// The value of an option that every layer has; it need not be read.
    func given(_ option: String) -> JSON? { options[option] }

    func has(_ option: String) -> Bool { options[option] != nil }

    /// The value of an option, null and absence alike.
    mutating func value(_ option: String) -> JSON? {
        unread.remove(option)
        note(option, "")
        return options[option].flatMap { $0.isNull ? nil : $0 }
    }

    /// One of several names that versions of Keras gave to the same option.
    mutating func value(_ names: [String]) -> (name: String, value: JSON)? {
        var found: (String, JSON)?
        for name in names { if let value = value(name), found == nil { found = (name, value) } }
        return found
    }

    mutating func integer(_ option: String, atLeast least: Int = 1, default absent: Int? = nil) throws -> Int {
        note(option, "an integer of at least \(least)", default: absent.map { .integer($0) })
        guard let value = value(option) else {
            if let absent { return absent }
            throw fault(option, expected: "an integer of at least \(least)", found: nil)
        }
        guard let integer = value.integer, integer >= least, integer <= SizeLimits.option else {
            throw fault(option, expected: "an integer of at least \(least)", found: value)
        }
        return integer
    }

    mutating func number(_ option: String, default absent: Float) throws -> Float {
        note(option, "a number", default: Double("\(absent)").map { .number($0) })
        guard let value = value(option) else { return absent }
        return try number(option, value)
    }

    /// A number under one of several names.
    mutating func number(_ names: [String], default absent: Float) throws -> Float {
        for name in names { note(name, "a number", default: Double("\(absent)").map { .number($0) }) }
        return try value(names).map { try number($0.name, $0.value) } ?? absent
    }

    mutating func number(_ option: String) throws -> Float? {
        note(option, "a number or null", default: .null)
        guard let value = value(option) else { return nil }
        return try number(option, value)
    }

    func number(_ option: String, _ value: JSON) throws -> Float {
        // Where the user gave a numpy scalar, Keras 2 saves {"type": "ndarray", "value": 0.3}, Keras 3 {"class_name": "__numpy__", …}.
        let holder = value[key: "class_name"] == "__numpy__" ? value[key: "config"] : value
        let plain = holder?[key: "value"] ?? value
        guard let number = plain.number, number.isFinite else { throw fault(option, expected: "a finite number", found: value) }
        return Float(number)
    }

    mutating func flag(_ option: String, default absent: Bool) throws -> Bool {
        note(option, "true or false", default: .bool(absent))
        guard let value = value(option) else { return absent }
        guard let flag = value.flag else { throw fault(option, expected: "true or false", found: value) }
        return flag
    }

    mutating func choice(_ option: String, of choices: [String], default absent: String) throws -> String {
        note(option, Self.list(choices), default: .string(absent))
        guard let value = value(option) else { return absent }
        guard let text = value.text, choices.contains(text) else {
            throw fault(option, expected: Self.list(choices), found: value)
        }
        return text
    }

    private static func list(_ choices: [String]) -> String { choices.map { "\"\($0)\"" }.joined(separator: " or ") }

    /// A list of integers, or one integer for a list of it alone.
    mutating func integers(_ option: String) throws -> [Int]? {
        note(option, "integers")
        guard let value = value(option) else { return nil }
        let integers = value.integer.map { [$0] } ?? value.elements?.map(\.integer)
        guard let integers, integers.allSatisfy({ $0 != nil && $0!.magnitude <= SizeLimits.option }) else {
            throw fault(option, expected: "integers", found: value)
        }
        return integers.compactMap(\.self)
    }

    /// Declares options that say nothing about what a layer computes when it only answers.
    mutating func ignore(_ names: String...) { unread.subtract(names) }

    /// Declares that no option says anything about what a layer computes when it only answers.
    mutating func ignoreAll() { unread = [] }

    /// Declares an option that we take only where it has the given value or is absent.
    mutating func require(_ option: String, _ allowed: JSON, because reason: String) throws {
        note(option, "\(allowed) (\(reason))", default: allowed)
        guard let value = value(option), value != allowed else { return }
        throw fault(option, expected: "\(allowed) (\(reason))", found: value)
    }

    /// Throws if an option was not read. Options of training (initializers, regularizers, constraints) and the ones that every
    /// layer carries count as read, and so does null, by which Keras says that an option is not used.
    func finish() throws {
        let left = options.keys.filter { key in
            unread.contains(key) && options[key]?.isNull == false && !Self.ofEveryLayer.contains(key)
                && !Self.trainingSuffixes.contains { key.hasSuffix($0) }
        }
        if let type = options["dtype"], !type.isNull { try check(type: type) }
        if let first = left.first { throw fault(first, expected: "no such option of \(className)", found: options[first]) }
    }

    /// A name, or a policy object in the forms of tf.keras and Keras 3. All numbers are computed in float32, whatever their type.
    private func check(type: JSON) throws {
        // Policies for the layers inside this one.
        if type[key: "class_name"] == "DTypePolicyMap", let config = type[key: "config"] {
            let policies =
                [config[key: "default_policy"] ?? .null] + (config[key: "policy_map"]?.object.map { Array($0.values) } ?? [])
            for policy in policies where !policy.isNull { try check(type: policy) }
            return
        }
        let name = type.text ?? type[key: "config"]?[key: "name"]?.text
        guard let name, Self.numericTypes.contains(name.hasPrefix("mixed_") ? String(name.dropFirst(6)) : name) else {
            throw fault("dtype", expected: "a type of numbers", found: type)
        }
    }

    private static let numericTypes: Set = [
        "float16", "bfloat16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
        "bool",
    ]
    private static let ofEveryLayer: Set = [
        "name", "trainable", "dtype", "batch_input_shape", "batch_shape", "input_shape", "input_dtype", "autocast",
        "build_config",
    ]
    private static let trainingSuffixes = ["_initializer", "_regularizer", "_constraint"]
}
