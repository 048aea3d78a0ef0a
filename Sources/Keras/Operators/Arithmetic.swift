import NeuralNetwork

/// Python's operators on numbers, lists, arrays and tensors.
enum Arithmetic {
    static func unary(_ operation: UnaryOperator, _ value: OperatorValue, in graph: inout Graph) throws -> OperatorValue {
        switch (operation, value) {
        case (.positive, _): return value
        case (.negative, .integer(let number)) where number != .min: return .integer(-number)
        case (.negative, .float(let number)): return .float(-number)
        case (.negative, .tensor(let operand)):
            return .tensor(TensorOperand(value: try graph.scale(operand.value, by: -1), element: operand.element))
        case (.negative, .array(var array)):
            array.values = array.values.map { -$0 }
            return .array(array)
        case (.invert, .tensor(let operand)) where operand.element == .bool:
            return .tensor(TensorOperand(value: try graph.math(.logicalNot, operand.value), element: .bool))
        case (.invert, .integer(let number)): return .integer(~number)
        case (.not, .bool(let flag)): return .bool(!flag)
        default: throw ReadingFault("it uses \(operation.rawValue) on \(value.kind)")
        }
    }

    static func binary(
        _ operation: BinaryOperator, _ left: OperatorValue, _ right: OperatorValue, in graph: inout Graph
    ) throws -> OperatorValue {
        if let known = try knownBinary(operation, left, right) { return known }
        if left.tensor == nil, right.tensor == nil, let known = try arrays(operation, left, right) { return known }
        guard let function = function(of: operation) else {
            throw ReadingFault("it uses \(operation.rawValue) on \(left.kind) and \(right.kind)")
        }
        if [.and, .or, .exclusiveOr].contains(operation) {
            // On integers these join bits.
            let isLogical = [left, right].allSatisfy { value in
                if case .bool = value { true } else { value.tensor?.element == .bool }
            }
            guard isLogical else { throw ReadingFault("it joins the bits of \(left.kind) and \(right.kind)") }
        }
        return try join(function, left, right, in: &graph)
    }

    /// The function of tensors that an operator is.
    private static func function(of operation: BinaryOperator) -> PairFunctions.Function? {
        switch operation {
        case .add: .elementwise(.add)
        case .subtract: .elementwise(.subtract)
        case .multiply: .elementwise(.multiply)
        case .divide, .classicDivide: .elementwise(.divide)
        case .power: .pairwise(.power)
        case .floorDivide: .pairwise(.floorDivide)
        case .remainder: .pairwise(.floorRemainder)
        case .and: .pairwise(.logicalAnd)
        case .or: .pairwise(.logicalOr)
        case .exclusiveOr: .pairwise(.logicalXor)
        case .matrixMultiply: .matrixProduct
        case .leftShift, .rightShift: nil
        }
    }

    /// Numbers by Python's rules, lists joined and repeated, extents multiplied.
    private static func knownBinary(
        _ operation: BinaryOperator, _ left: OperatorValue, _ right: OperatorValue
    ) throws -> OperatorValue? {
        switch (operation, left, right) {
        case (.add, .list(let left), .list(let right)): return .list(left + right)
        case (.multiply, .list(let list), .integer(let count)), (.multiply, .integer(let count), .list(let list)):
            guard count <= 0 || list.count * count <= 1 << 16 else { throw ReadingFault("it makes a list of too many values") }
            return .list(Array(repeating: list, count: max(count, 0)).flatMap(\.self))
        case (.multiply, .extent(var extent), .integer(let factor)), (.multiply, .integer(let factor), .extent(var extent)):
            guard (1...SizeLimits.option).contains(factor), extent.factor <= SizeLimits.option else { return nil }
            extent.factor *= factor
            return .extent(extent)
        case (_, .integer, .integer), (_, .bool, .integer), (_, .integer, .bool), (_, .bool, .bool):
            return try integers(operation, left.integer!, right.integer!)
        default:
            guard let l = left.number, let r = right.number else { return nil }
            return try floats(operation, l, r).map { .float($0) }
        }
    }

    private static func integers(_ operation: BinaryOperator, _ l: Int, _ r: Int) throws -> OperatorValue? {
        func checked(_ result: (partialValue: Int, overflow: Bool)) throws(ReadingFault) -> OperatorValue {
            guard !result.overflow else { throw ReadingFault("it computes an integer of more than 63 bits") }
            return .integer(result.partialValue)
        }
        switch operation {
        case .add: return try checked(l.addingReportingOverflow(r))
        case .subtract: return try checked(l.subtractingReportingOverflow(r))
        case .multiply: return try checked(l.multipliedReportingOverflow(by: r))
        case .and: return .integer(l & r)
        case .or: return .integer(l | r)
        case .exclusiveOr: return .integer(l ^ r)
        case .leftShift where (0..<32).contains(r) && l.magnitude < 1 << 24: return .integer(l << r)
        case .rightShift where (0..<64).contains(r): return .integer(l >> r)
        case .floorDivide, .classicDivide, .remainder:
            guard r != 0 else { throw ReadingFault("it divides by 0") }
            guard r != -1 else { return operation == .remainder ? .integer(0) : try checked((0).subtractingReportingOverflow(l)) }
            let (quotient, rest) = l.quotientAndRemainder(dividingBy: r)
            let isBelow = rest != 0 && (rest < 0) != (r < 0)
            return .integer(operation == .remainder ? (isBelow ? rest + r : rest) : (isBelow ? quotient - 1 : quotient))
        case .power where (0...64).contains(r):
            var product = OperatorValue.integer(1)
            for _ in 0..<r { product = try checked(product.integer!.multipliedReportingOverflow(by: l)) }
            return product
        case .divide, .power: return try floats(operation, Double(l), Double(r)).map { .float($0) }
        case .leftShift, .rightShift, .matrixMultiply: return nil
        }
    }

    private static func floats(_ operation: BinaryOperator, _ l: Double, _ r: Double) throws -> Double? {
        switch operation {
        case .add: return l + r
        case .subtract: return l - r
        case .multiply: return l * r
        case .power: return KnownMath.power(l, r)
        case .divide, .classicDivide, .floorDivide, .remainder:
            guard r != 0 else { throw ReadingFault("it divides by 0") }
            let quotient = (l / r).rounded(.down)
            return operation == .floorDivide ? quotient : operation == .remainder ? l - r * quotient : l / r
        default: return nil
        }
    }

    /// Arrays of known numbers, and the shapes of tensors, whose numbers may be extents that are not known.
    private static func arrays(_ operation: BinaryOperator, _ left: OperatorValue, _ right: OperatorValue) throws
        -> OperatorValue?
    {
        if let elements = try extents(operation, left, right) { return .vector(elements) }
        guard !left.hasTensor, !right.hasTensor, let l = NumericArray(left), let r = NumericArray(right) else { return nil }
        // TensorFlow and NumPy divide integers to floats.
        let staysInteger = !l.isFloat && !r.isFloat && operation != .divide
        guard try floats(operation, 1, 1) != nil else { return nil }
        return .array(
            try NumericArray.join(l, r, isFloat: !staysInteger) { l, r in
                // Division by 0 gives what IEEE 754 says, as in NumPy.
                switch operation {
                case .add: l + r
                case .subtract: l - r
                case .multiply: l * r
                case .power: KnownMath.power(l, r)
                case .floorDivide: (l / r).rounded(.down)
                case .remainder: l - r * (l / r).rounded(.down)
                default: l / r
                }
            })
    }

    /// A shape joined with a number or with as many numbers.
    private static func extents(
        _ operation: BinaryOperator, _ left: OperatorValue, _ right: OperatorValue
    ) throws -> [OperatorValue]? {
        func values(_ value: OperatorValue, _ count: Int) -> [OperatorValue]? {
            value.number != nil ? Array(repeating: value, count: count) : value.elements
        }
        var count: Int?
        if case .vector(let elements) = left { count = elements.count }
        if case .vector(let elements) = right { count = elements.count }
        guard let count, let l = values(left, count), let r = values(right, count), l.count == r.count else { return nil }
        return try zip(l, r).map { l, r in
            guard let joined = try knownBinary(operation, l, r) else {
                throw ReadingFault("it uses \(operation.rawValue) on \(l.kind) and \(r.kind)")
            }
            return joined
        }
    }

    static func compare(
        _ comparison: Comparison, _ left: OperatorValue, _ right: OperatorValue, in graph: inout Graph
    ) throws -> OperatorValue {
        if !left.hasTensor, !right.hasTensor {
            guard let l = left.number, let r = right.number else {
                throw ReadingFault("it compares \(left.kind) with \(right.kind)")
            }
            switch comparison {
            case .less: return .bool(l < r)
            case .lessOrEqual: return .bool(l <= r)
            case .equal: return .bool(l == r)
            case .notEqual: return .bool(l != r)
            case .greater: return .bool(l > r)
            case .greaterOrEqual: return .bool(l >= r)
            }
        }
        let function: PairwiseFunction =
            switch comparison {
            case .less: .less
            case .lessOrEqual: .lessOrEqual
            case .equal: .equal
            case .notEqual: .notEqual
            case .greater: .greater
            case .greaterOrEqual: .greaterOrEqual
            }
        return try join(.pairwise(function), left, right, in: &graph)
    }
}
