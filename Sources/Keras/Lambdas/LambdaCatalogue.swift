import NeuralNetwork

/// The functions that Framerill knows Lambda layers by.
enum LambdaCatalogue {
    /// A known function, and the check that code of that name is what the name says.
    struct Entry: Sendable {
        let name: String
        let lower: LambdaFunction.Lowering
        let isConfirmed: @Sendable (PythonCode) -> Bool
    }

    static let entries: [Entry] = [2, 3, 4].map { spaceToDepth(block: $0) }

    static var names: [String] { entries.map(\.name) }

    /// The function for a layer: what the caller registered for the function or for the layer, then what ships.
    static func function(_ function: SerializedFunction, layer: String, registered: [LambdaFunction]) -> LambdaFunction? {
        if let own = registered.first(where: { $0.name == function.name }) ?? registered.first(where: { $0.name == layer }) {
            return own
        }
        guard let entry = entries.first(where: { $0.name == function.name }) else { return nil }
        if case .code(let code) = function, !entry.isConfirmed(code) { return nil }
        return LambdaFunction(entry.name, lower: entry.lower)
    }

    /// `space_to_depth_x2` of YAD2K, the passthrough of YOLOv2, and its kin: `tf.space_to_depth(x, block_size=2)`.
    private static func spaceToDepth(block: Int) -> Entry {
        Entry(name: "space_to_depth_x\(block)") { graph, inputs, _ in
            guard inputs.count == 1 else { throw ShapeMismatch(expected: "one input", found: "\(inputs.count)") }
            return try graph.spaceToDepth(inputs[0], block: block)
        } isConfirmed: { code in
            // The import inside the function has a level of 0, in Python 2 of -1.
            let numbers = code.constants.filter { ![.integer(0), .integer(-1)].contains($0) }
                .compactMap { if case .integer(let number) = $0 { number } else { nil } }
            return code.names.contains("space_to_depth") && numbers == [block]
                && Set(code.names).isSubset(of: ["tensorflow", "tf", "nn", "compat", "v1", "space_to_depth"])
        }
    }
}
