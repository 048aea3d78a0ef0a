import Foundation
import OrderedCollections

/// The function that an operation among a model's layers stands for, with the arguments that its own configuration holds.
struct OperationName: Sendable {
    let function: String
    /// Arguments of the configuration: those behind the call's own positional ones, and named ones.
    let keywords: [(name: String, value: PythonValue)]
    /// Known inputs of TensorFlow's own nodes, by place.
    let constants: [Int: PythonValue]
    let isNode: Bool

    private static let classNames: Set = ["TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer"]

    /// Whether an entry is an operation: of tf.keras by its class, of Keras 3 by that it has no `trainable`, which nearly every layer
    /// has, for its class name may be that of a layer too.
    static func isOperation(_ className: String, _ config: OrderedDictionary<String, JSON>, in version: KerasVersion) -> Bool {
        classNames.contains(className)
            || version.major >= 3 && config["trainable"] == nil && config["batch_shape"] == nil && config["layers"] == nil
                && (config["dtype"] == nil || LayerCatalogue.layer(named: className) == nil)
    }

    init(_ className: String, _ options: inout LayerOptions) throws {
        switch className {
        case "TFOpLambda", "SlicingOpLambda":
            guard let name = options.value("function")?.text else {
                throw options.fault("function", expected: "the name of a function", found: nil)
            }
            function = CanonicalName.canonical(name.hasPrefix("keras.") ? name : "tf." + name)
            (keywords, constants, isNode) = ([], [:], false)
        case "TensorFlowOpLayer":
            let node = try Self.node(&options)
            guard let operation = node[key: "op"]?.text else {
                throw options.fault("node_def", expected: "a node with op", found: node)
            }
            function = "raw." + operation
            keywords = (node[key: "attr"]?.object ?? [:]).compactMap { name, value in Self.attribute(name, value) }
            var constants: [Int: PythonValue] = [:]
            for (place, value) in options.value("constants")?.object ?? [:] { constants[Int(place) ?? -1] = PythonValue(value) }
            (self.constants, isNode) = (constants, true)
        default:
            // Keras 3's classes are named for functions of keras.ops; their options are those of the function.
            function = className == "ReLU" ? "keras.activations.relu" : "ops." + Self.snakeCase(className)
            var keywords: [(name: String, value: PythonValue)] = []
            for name in options.names where !["name", "module", "registered_name", "build_config"].contains(name) {
                guard let value = options.value(name) else { continue }
                // The type of a result that is computed in float32 all the same.
                if name == "dtype", className != "Cast" { continue }
                keywords.append((name, PythonValue(value)))
            }
            (self.keywords, constants, isNode) = (keywords, [:], false)
        }
    }

    private static func node(_ options: inout LayerOptions) throws -> JSON {
        let value = options.value("node_def")
        // Some versions of tf.keras wrote the node as a text, the first ones its bytes.
        if let text = value?.text {
            if let parsed = (try? JSONParser.parse(text)) ?? NodeMessage.json(Array(text.utf8)) { return parsed }
        }
        guard let value, value.object != nil else { throw options.fault("node_def", expected: "a node", found: value) }
        return value
    }

    /// An attribute of a node in the JSON form of protocol buffers; nil for what says nothing about the result.
    private static func attribute(_ name: String, _ value: JSON) -> (name: String, value: PythonValue)? {
        if name.hasPrefix("_") || name == "N" { return nil }
        if let flag = value[key: "b"]?.flag { return flag ? (name, .bool(true)) : nil }
        if let integer = number(value[key: "i"]) { return (name, .integer(integer)) }
        if let float = value[key: "f"]?.number { return (name, .float(float)) }
        if let text = value[key: "s"]?.text {
            let decoded = Data(base64Encoded: text).flatMap { String(validating: $0, as: UTF8.self) }
            return (name, .text(decoded ?? text))
        }
        if let list = value[key: "list"]?[key: "i"]?.elements {
            return (name, .tuple(list.compactMap { number($0) }.map { .integer($0) }))
        }
        if name == "DstT", let type = value[key: "type"]?.text { return (name, .text(type)) }
        return nil
    }

    /// Protocol buffers have integers of 64 bits as texts.
    private static func number(_ value: JSON?) -> Int? { value?.integer ?? value?.text.flatMap { Int($0) } }

    /// `LogSoftmax` as `log_softmax`.
    static func snakeCase(_ name: String) -> String {
        var result = ""
        var isAfterSmall = false
        for character in name {
            if character.isUppercase, isAfterSmall { result.append("_") }
            isAfterSmall = character.isLowercase || character.isNumber
            result.append(contentsOf: character.lowercased())
        }
        return result
    }
}
