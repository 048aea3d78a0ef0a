import COneDNN

/// The scales of the arguments of a primitive that computes with whole numbers; 1 for those of floating point.
struct ArgumentScales: Sendable, Hashable {
    var source: Float = 1
    /// One for each filter.
    var weights: [Float] = []
    /// Whether the weights' first dimension counts groups.
    var isGrouped = false
    var destination: Float = 1

    static let none = ArgumentScales()

    /// Those that each execution is told, where it is.
    var arguments: [(argument: Argument, values: [Float])] {
        guard framerill_takes_scales_as_arguments() else { return [] }
        return [(.source, [source]), (.weights, weights), (.destination, [destination])].filter { $1 != [1] && !$1.isEmpty }
    }

    /// What version 2 multiplies the results by.
    private var factors: [Float] { weights.isEmpty ? [source / destination] : weights.map { source * $0 / destination } }

    /// What the bias of version 2, which is added before the factors, is divided by.
    var biasFactors: [Float]? { framerill_takes_scales_as_arguments() || self == .none ? nil : weights.map { source * $0 } }

    /// Lets the last function, where one needs the numbers as they are, bring them into the destination's scale instead of the factors.
    mutating func moveDestination(behind operations: inout [PostOperation]) {
        guard destination != 1, case .function(var last)? = operations.last else { return }
        let isHomogeneous = operations.allSatisfy {
            if case .function(let function) = $0 { function.isHomogeneous } else { false }
        }
        guard !isHomogeneous else { return }
        last.factor = 1 / destination
        operations[operations.count - 1] = .function(last)
        destination = 1
    }

    func set(on attributes: dnnl_primitive_attr_t) throws {
        guard framerill_takes_scales_as_arguments() else {
            let factors = factors
            guard factors != [1] else { return }
            let mask: CInt = weights.isEmpty ? 0 : 2
            return try check(
                framerill_set_result_factors(attributes, dnnl_dim_t(factors.count), mask, factors), "attr_set_output_scales")
        }
        for (argument, values) in arguments {
            let mask: CInt = values.count == 1 && argument != .weights ? 0 : isGrouped ? 3 : 1
            try check(framerill_announce_scales(attributes, argument.code, mask), "attr_set_scales_mask")
        }
    }
}
