import OrderedCollections

/// In which form a file holds objects.
enum ObjectForm {
    /// HDF5: a class and its options.
    case plain
    /// Archives: the module of the class too.
    case withModules

    func object(_ className: String, module: String, _ options: [(name: String, value: JSON)]) -> JSON {
        let config = JSON.object(.init(options.map { ($0.name, $0.value) }) { first, _ in first })
        return switch self {
        case .plain: .object(["class_name": .string(className), "config": config])
        case .withModules:
            .object([
                "module": .string(module), "class_name": .string(className), "config": config, "registered_name": .null,
            ])
        }
    }
}
