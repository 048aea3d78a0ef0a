/// Operations on shapes, which say how others work and are no tensors of the network: `tf.reshape(y, [tf.shape(x)[0], -1])` leaves
/// three of them before the reshaping. They are read as parts of the operations that use them.
struct KnownOperations {
    private let operations: [String: OperationLayer]
    private var found: [String: Inlined?] = [:]
    private var depth = 0

    private struct Inlined {
        let layer: OperationLayer
        let weight: Int
    }

    /// Operations that one operation may have in it; each use of one counts.
    private static let greatestWeight = 256
    private static let greatestDepth = 64

    private static let sources: Set = ["tf.shape", "K.shape", "K.int_shape", "ops.shape", "raw.Shape", "tf.rank", "raw.Rank"]

    /// Replaces, in all operations of a network, tensors that are known without their elements.
    static func inline(_ layers: inout [NetworkLayer], _ inbound: inout [InboundCalls]) {
        var operations: [String: OperationLayer] = [:]
        for layer in layers { if case .layer(let kind as OperationLayer) = layer.kind { operations[layer.name] = kind } }
        guard operations.values.contains(where: { sources.contains($0.name.function) }) else { return }
        var known = KnownOperations(operations)
        for index in layers.indices {
            guard case .layer(let operation as OperationLayer) = layers[index].kind else { continue }
            let inlined = operation.inlining { known.operation($0.layer)?.layer }
            layers[index].kind = .layer(inlined)
            inbound[index].replaceTensors(with: inlined.call.tensors)
        }
    }

    private init(_ operations: [String: OperationLayer]) { self.operations = operations }

    /// The operation of this name, if what it gives is known; nil also while it is being looked at, for a network that has a cycle.
    private mutating func operation(_ name: String) -> Inlined? {
        if let done = found[name] { return done }
        found[name] = .some(nil)
        depth += 1
        defer { depth -= 1 }
        guard let layer = operations[name], depth <= Self.greatestDepth else { return nil }
        if Self.sources.contains(layer.name.function) {
            found[name] = Inlined(layer: layer, weight: 1)
        } else if !layer.call.tensors.isEmpty {
            let parts = layer.call.tensors.map { operation($0.layer) }
            let weight = parts.reduce(1) { $0 + ($1?.weight ?? 0) }
            guard parts.allSatisfy({ $0 != nil }), weight <= Self.greatestWeight else { return nil }
            found[name] = Inlined(layer: layer.inlining { known in operation(known.layer)?.layer }, weight: weight)
        }
        return found[name] ?? nil
    }
}
