import HDF5

/// Weights as Keras 0.1 to 0.3 wrote them: groups `layer_0`, `layer_1`, … as many as `nb_layers` says, with datasets `param_0`, ….
enum OldestLayers {
    /// No network of those days had as many.
    private static let most = 1 << 16

    /// How many layers there are; nil where layers have names.
    static func count(in weights: Group) throws -> Int? { try number("nb_layers", of: weights) }

    /// Nil where layers have names.
    static func all(in weights: Group) throws -> [SavedLayer]? {
        guard let count = try count(in: weights) else { return nil }
        return try (0..<count).map { index in
            let group = try weights.group("layer_\(index)")
            guard let parameters = try number("nb_params", of: group) else {
                throw KerasError.configuration(
                    file: weights.filePath, place: group.path, expected: "the attribute nb_params", found: "none of that name")
            }
            return SavedLayer(name: "layer_\(index)", group: group, weightNames: (0..<parameters).map { "param_\($0)" })
        }
    }

    private static func number(_ name: String, of group: Group) throws -> Int? {
        guard let numbers = try group.integers(attribute: name) else { return nil }
        guard numbers.count == 1, (0...most).contains(numbers[0]) else {
            throw KerasError.configuration(
                file: group.filePath, place: group.path, expected: "\(name) between 0 and \(most)", found: "\(numbers.prefix(4))")
        }
        return numbers[0]
    }
}
