/// What a function computes, step by step: each step is a value made of the values of earlier steps.
///
/// This is the reading of straight-line bytecode, whatever Python wrote it. It says nothing yet about shapes or about which functions
/// of TensorFlow and Keras are known; `ProgramEvaluation` turns it into operations.
package struct FunctionProgram: Hashable, Sendable {
    enum Step: Hashable, Sendable {
        case parameter(String)
        /// Any further positional arguments, of which a Lambda layer never has any.
        case noArguments
        case constant(PythonValue)
        case global(String)
        case freeVariable(String)
        /// An imported module, by its whole name.
        case module(String)
        case attribute(Int, String)
        case unary(UnaryOperator, Int)
        case binary(BinaryOperator, Int, Int)
        case comparison(Comparison, Int, Int)
        case subscription(Int, Int)
        case slice(Int, Int, Int)
        case list([Int])
        /// A list with the elements of another behind it.
        case extended(Int, Int)
        /// One of so many values that a list is taken apart into.
        case element(Int, index: Int, count: Int)
        case call(Int, positional: [Int], keywords: [Keyword])
        /// The body once for each element of a list; the element is the body's parameter `.0`.
        case comprehension(Body, over: Int)
        /// In a body: the value of a step of the function around it.
        case outer(Int)
    }

    struct Keyword: Hashable, Sendable {
        let name: String
        let value: Int
    }

    /// What a comprehension repeats. A class, for a program holds programs.
    final class Body: Hashable, Sendable {
        let program: FunctionProgram

        init(_ program: FunctionProgram) { self.program = program }

        static func == (left: Body, right: Body) -> Bool { left.program == right.program }

        func hash(into hasher: inout Hasher) { hasher.combine(program) }
    }

    var steps: [Step] = []
    var result = 0

    /// The steps that the result depends on, in their order.
    var needed: [Int] {
        var marks = [Bool](repeating: false, count: steps.count)
        marks[result] = true
        for index in steps.indices.reversed() where marks[index] {
            for input in steps[index].inputs { marks[input] = true }
        }
        return marks.indices.filter { marks[$0] }
    }
}

extension FunctionProgram.Step {
    /// The steps of the same program that this one reads.
    var inputs: [Int] {
        switch self {
        case .parameter, .noArguments, .constant, .global, .freeVariable, .module, .outer: []
        case .attribute(let value, _), .unary(_, let value), .element(let value, _, _): [value]
        case .binary(_, let left, let right), .comparison(_, let left, let right), .subscription(let left, let right),
            .extended(let left, let right):
            [left, right]
        case .slice(let start, let stop, let step): [start, stop, step]
        case .list(let elements): elements
        case .call(let function, let positional, let keywords): [function] + positional + keywords.map(\.value)
        case .comprehension(let body, let list): [list] + body.program.outerSteps
        }
    }
}

extension FunctionProgram {
    /// The steps of the function around a body that the body reads.
    fileprivate var outerSteps: [Int] { steps.compactMap { if case .outer(let step) = $0 { step } else { nil } } }
}

enum UnaryOperator: String, Hashable, Sendable {
    case negative = "-"
    case positive = "+"
    case invert = "~"
    case not
}

enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case and = "&"
    case floorDivide = "//"
    case leftShift = "<<"
    case matrixMultiply = "@"
    case multiply = "*"
    case remainder = "%"
    case or = "|"
    case power = "**"
    case rightShift = ">>"
    case subtract = "-"
    case divide = "/"
    case exclusiveOr = "^"
    /// The division of Python 2, which gives integers for integers.
    case classicDivide = "/ of Python 2"

    /// The argument of BINARY_OP; those of augmented assignments follow the others in the same order.
    init?(instruction argument: Int) {
        let order: [BinaryOperator] = [
            .add, .and, .floorDivide, .leftShift, .matrixMultiply, .multiply, .remainder, .or, .power, .rightShift, .subtract,
            .divide, .exclusiveOr,
        ]
        guard (0..<2 * order.count).contains(argument) else { return nil }
        self = order[argument % order.count]
    }

    /// The end of BINARY_… and INPLACE_… up to Python 3.10.
    init?(name: Substring) {
        let names: [Substring: BinaryOperator] = [
            "ADD": .add, "AND": .and, "FLOOR_DIVIDE": .floorDivide, "LSHIFT": .leftShift, "MATRIX_MULTIPLY": .matrixMultiply,
            "MULTIPLY": .multiply, "MODULO": .remainder, "OR": .or, "POWER": .power, "RSHIFT": .rightShift,
            "SUBTRACT": .subtract, "TRUE_DIVIDE": .divide, "DIVIDE": .classicDivide, "XOR": .exclusiveOr,
        ]
        guard let known = names[name] else { return nil }
        self = known
    }
}

enum Comparison: String, Hashable, Sendable, CaseIterable {
    case less = "<"
    case lessOrEqual = "<="
    case equal = "=="
    case notEqual = "!="
    case greater = ">"
    case greaterOrEqual = ">="

    /// The argument of COMPARE_OP, whose low bits mean other things since 3.12.
    init?(_ argument: Int, _ version: PythonVersion) {
        let index = version >= .python313 ? argument >> 5 : version >= .python312 ? argument >> 4 : argument
        guard Self.allCases.indices.contains(index) else { return nil }
        self = Self.allCases[index]
    }
}
