/// How the layers of a model that is built are read: as a file of tf.keras that holds the same.
enum BuildingContext {
    /// The version whose names, defaults and numbers built models have.
    static let version = KerasVersion("2.21.0")

    /// - Parameter path: what errors call the place.
    /// - Throws: `KerasError.configuration` for models of versions of Keras that compute differently.
    static func context(_ path: String, _ definitions: some Sequence<LayerDefinition>) throws -> ReadingContext {
        var lambdas: [LambdaFunction] = []
        var customs: [String: any Layer] = [:]
        var version: KerasVersion?
        func add(_ own: ReadingContext, of definition: LayerDefinition) throws {
            for lambda in own.lambdas where !lambdas.contains(where: { $0.name == lambda.name }) { lambdas.append(lambda) }
            customs.merge(own.customs) { first, _ in first }
            guard version == nil || version == own.version else {
                throw KerasError.configuration(
                    file: path, place: "model \"\(definition.name)\"",
                    expected: "models of one version of Keras (\(version!))", found: "\(own.version)")
            }
            version = own.version
        }
        func collect(_ definition: LayerDefinition) throws {
            switch definition.content {
            case .input, .layer: break
            case .function(let function): lambdas.append(LambdaFunction(definition.name, lower: function.lower))
            case .custom(let layer): customs[definition.name] = layer
            case .model(let blueprint, _): try add(blueprint.context, of: definition)
            case .read(_, let context): try add(context, of: definition)
            }
            try definition.parts.forEach(collect)
        }
        try definitions.forEach(collect)
        return ReadingContext(path: path, version: version ?? Self.version, lambdas: lambdas, customs: customs)
    }
}
