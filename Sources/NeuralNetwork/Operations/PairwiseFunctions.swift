import Glibc

/// Two values joined element by element by a function that oneDNN doesn't have.
package struct Pairwise: Operation {
    package var function: PairwiseFunction

    package var name: String { function.rawValue }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { try broadcast(inputs[0], inputs[1]) }
}

/// Functions of two numbers. Conditions give 1 and 0.
public enum PairwiseFunction: String, Sendable, Hashable, CaseIterable {
    case power
    /// The greatest integer that is not above the quotient, and what is left: it has the sign of the divisor (Python's `//` and `%`).
    case floorDivide, floorRemainder
    /// What is left of a division towards 0 (C's `fmod`).
    case truncatedRemainder
    /// The quotient, or 0 where the divisor is 0.
    case divideOrZero
    case squaredDifference
    case arcTangent
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case logicalAnd, logicalOr, logicalXor

    var function: @Sendable (Float, Float) -> Float {
        switch self {
        case .power: { Glibc.powf($0, $1) }
        case .floorDivide: { ($0 / $1).rounded(.down) }
        case .floorRemainder:
            { dividend, divisor in
                let rest = Glibc.fmodf(dividend, divisor)
                return rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest
            }
        case .truncatedRemainder: { Glibc.fmodf($0, $1) }
        case .divideOrZero: { $1 == 0 ? 0 : $0 / $1 }
        case .squaredDifference: { ($0 - $1) * ($0 - $1) }
        case .arcTangent: { Glibc.atan2f($0, $1) }
        case .equal: { $0 == $1 ? 1 : 0 }
        case .notEqual: { $0 != $1 ? 1 : 0 }
        case .less: { $0 < $1 ? 1 : 0 }
        case .lessOrEqual: { $0 <= $1 ? 1 : 0 }
        case .greater: { $0 > $1 ? 1 : 0 }
        case .greaterOrEqual: { $0 >= $1 ? 1 : 0 }
        case .logicalAnd: { $0 != 0 && $1 != 0 ? 1 : 0 }
        case .logicalOr: { $0 != 0 || $1 != 0 ? 1 : 0 }
        case .logicalXor: { ($0 != 0) != ($1 != 0) ? 1 : 0 }
        }
    }
}

extension Pairwise {
    package func lower(into lowering: inout Lowering) throws {
        let values = lowering.node.inputs
        let operands = [try lowering.rowMajor(values[0]), try lowering.rowMajor(values[1])]
        let walk = BroadcastWalk(lowering.extents, operands: values.map { lowering.extents($0) })
        let result = lowering.destination(try Layout(rowMajor: lowering.extents))
        let (function, steps) = (function.function, walk.steps)
        let kernel = Kernel(name: "framerill:pairwise") { memory in
            walk.forEachLine { place, count, places in
                for index in 0..<count {
                    memory[2][place + index] = function(
                        memory[0][places[0] + index * steps[0]], memory[1][places[1] + index * steps[1]])
                }
            }
        }
        lowering.emit(kernel, operands + [result])
        lowering.place(result)
    }
}

extension Graph {
    /// Joins two values element by element, with NumPy's broadcasting.
    public mutating func pairwise(_ function: PairwiseFunction, _ left: Value, _ right: Value) throws(GraphError) -> Value {
        try add(Pairwise(function: function), [left, right])
    }
}
