/// Something done to each result of an operation, so that the operation's primitive may do it while it has the result in
/// a register.
package enum Followup: Sendable, Hashable {
    case activation(Activation)
    /// Adds the node's input of this index, a value of the result's shape.
    case add(input: Int)
}

/// An operation whose primitive takes followups.
package protocol Fusable: Operation {
    var followups: [Followup] { get set }
}

/// A primitive that does the first `accepted` followups itself.
struct FusedDescription {
    let description: PrimitiveDescription
    let accepted: Int
    /// The activation functions among them, and the sum, in order.
    let operations: [PostOperation]
}

extension Lowering {
    /// The primitive that takes as many followups as possible without falling back to oneDNN's unoptimised code.
    func describe(
        _ followups: [Followup], _ make: ([PostOperation]) throws -> PrimitiveDescription
    ) throws -> FusedDescription {
        let bare = try make([])
        let isSlow = bare.implementation.contains("ref")
        for count in (1..<(followups.count + 1)).reversed() {
            guard let operations = postOperations(followups.prefix(count)) else { continue }
            do {
                let description = try make(operations)
                if isSlow || !description.implementation.contains("ref") {
                    return FusedDescription(description: description, accepted: count, operations: operations)
                }
            } catch is EngineFailure {
                // This many are too many for it.
                continue
            }
        }
        return FusedDescription(description: bare, accepted: 0, operations: [])
    }

    private func postOperations(_ followups: ArraySlice<Followup>) -> [PostOperation]? {
        var operations: [PostOperation] = []
        var algorithms: [UInt32] = []
        for followup in followups {
            switch followup {
            case .add: operations.append(.sum)
            case .activation(let activation):
                guard let functions = activation.engineFunctions else { return nil }
                for function in functions {
                    // Kernels of oneDNN 2.6 give every function of one algorithm the parameters of the first.
                    if algorithms.contains(function.algorithmCode) { return nil }
                    algorithms.append(function.algorithmCode)
                    operations.append(.function(function))
                }
            }
        }
        return operations
    }

    /// Places the value being computed, after what is left of its followups has been done to `result`, whose memory is the
    /// operation's own.
    mutating func place(_ result: Operand, after followups: some Sequence<Followup>) throws {
        var result = result
        for followup in followups {
            switch followup {
            case .add(let input):
                let addend = try operand(node.inputs[input], as: result.layout)
                let binary = try PrimitiveDescription.binary(
                    .add, result.layout, addend.layout, destination: result.layout, Attributes())
                try emit(binary, [(.source, result), (.secondSource, addend), (.destination, result)])
            case .activation(let activation): result = try apply(activation, to: result, into: result)
            }
        }
        place(result)
    }

    /// Applies an activation, writing to `destination`, which may be the source and has its layout.
    mutating func apply(_ activation: Activation, to source: Operand, into destination: Operand) throws -> Operand {
        if let functions = activation.engineFunctions {
            var source = source
            for function in functions {
                let description = try PrimitiveDescription.function(function, layout: source.layout)
                try emit(description, [(.source, source), (.destination, destination)])
                source = destination
            }
            return destination
        }
        guard let function = activation.elementFunction else {
            throw GraphError.unsupported(site: node.site.description, reason: "\(activation) is not a function of one element")
        }
        // Our loops see every element of the memory, so it must be dense.
        var (source, destination) = (source, destination)
        if !source.layout.isDense {
            source = try copy(source, to: Layout(rowMajor: extents))
            destination = source
        }
        let count = source.layout.bytes / 4
        let kernel = Kernel(name: "framerill:element") { memory in
            for index in 0..<count { memory[1][index] = function(memory[0][index]) }
        }
        emit(kernel, [source, destination])
        return destination
    }
}
