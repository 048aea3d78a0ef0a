/// A class of layers and the options that it takes.
public struct LayerDescription: Hashable, Sendable, Codable {
    public struct Option: Hashable, Sendable, Codable {
        public let name: String
        /// What is taken, in words.
        public internal(set) var type: String
        /// What holds where the option is absent, as JSON; nil where it is required, or where absence itself says something.
        public internal(set) var defaultValue: String?
        public internal(set) var isRequired: Bool

        private enum CodingKeys: String, CodingKey {
            case name, type
            case defaultValue = "default"
            case isRequired = "required"
        }
    }

    /// `class_name` in the file.
    public let name: String
    /// In the order in which the layer reads them. Options that every layer has, and those that matter in training only, are taken
    /// too and not listed.
    public let options: [Option]
}

extension LayerCatalogue {
    /// All layers with their options, in the order of the catalogue.
    public static var descriptions: [LayerDescription] { layers.map(LayerDescription.init) }
}

extension LayerDescription {
    /// Lets the layer read a configuration and notes what it asks for, so that its reading is the only source of its options.
    ///
    /// The layer objects to the first required option that is absent; then it is given a value that it takes, and reads again.
    init(_ layer: any Layer.Type) {
        var config: [String: JSON] = [:]
        var required: [String: String] = [:]
        var untried: [String: ArraySlice<JSON>] = [:]
        while true {
            var options = LayerOptions(describing: layer.kerasName, with: config)
            let refused = Self.refused(layer, &options)
            if let refused, untried[refused.option] == nil {
                required[refused.option] = refused.expected
                untried[refused.option] = Self.examples[...]
            }
            if let refused, let example = untried[refused.option]?.popFirst() {
                config[refused.option] = example
                continue
            }
            name = layer.kerasName
            self.options = options.asked.map { option in
                var option = option
                if let expected = required[option.name] {
                    option.isRequired = true
                    option.defaultValue = nil
                    if option.type.isEmpty { option.type = expected }
                }
                if option.type.isEmpty { option.type = "any value" }
                return option
            }
            return
        }
    }

    /// The option that the layer objects to, and what it says it wants.
    private static func refused(_ layer: any Layer.Type, _ options: inout LayerOptions) -> (option: String, expected: String)? {
        do {
            _ = try layer.init(from: &options)
            return nil
        } catch KerasError.option(_, _, _, let option, let expected, _) {
            return (option, expected)
        } catch {
            return nil
        }
    }

    /// Values of which each required option takes one.
    private static let examples: [JSON] = [
        1, [1], [1, 1], [.null, 1], [.null, 1, 1, 1], "linear", "add",
        ["class_name": "LSTMCell", "config": ["units": 1]],
        ["class_name": "LSTM", "config": ["name": "inner", "units": 1]],
        ["class_name": "Dense", "config": ["name": "inner", "units": 1]],
    ]
}
