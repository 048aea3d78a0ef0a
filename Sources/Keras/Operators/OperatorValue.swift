import NeuralNetwork

/// What a function of Python works with while it is turned into operations: Python's own values, which are known, and tensors.
indirect enum OperatorValue: Sendable {
    case none
    case bool(Bool)
    case integer(Int)
    case float(Double)
    case text(String)
    case ellipsis
    /// A list or a tuple.
    case list([OperatorValue])
    case slice(start: OperatorValue, stop: OperatorValue, step: OperatorValue)
    /// An array of known numbers.
    case array(NumericArray)
    /// A tensor's shape as a tensor: it counts as numbers, of which some may not be known yet.
    case vector([OperatorValue])
    /// An extent that only the input decides, times a number.
    case extent(OpenExtent)
    case tensor(TensorOperand)
    /// A module or a function by its whole name, such as `tf.nn.relu`.
    case name(String)
    case method(OperatorValue, String)
}

/// A value of the graph, and what its elements stand for. All are float32.
struct TensorOperand: Sendable {
    enum Element: Sendable { case float, integer, bool }

    let value: Graph.Value
    var element: Element = .float
}

struct OpenExtent: Hashable, Sendable {
    let tensor: Graph.Value
    let axis: Int
    var factor = 1
}

extension OperatorValue {
    init(_ value: PythonValue) throws(ReadingFault) {
        switch value {
        case .none: self = .none
        case .ellipsis: self = .ellipsis
        case .bool(let flag): self = .bool(flag)
        case .integer(let number): self = .integer(number)
        case .float(let number): self = .float(number)
        case .text(let text): self = .text(text)
        case .bytes:
            guard let text = value.text else { throw ReadingFault("it uses bytes that are no text") }
            self = .text(text)
        case .tuple(let elements):
            var values: [OperatorValue] = []
            for element in elements { values.append(try OperatorValue(element)) }
            self = .list(values)
        case .slice(let start, let stop, let step):
            self = .slice(start: try OperatorValue(start), stop: try OperatorValue(stop), step: try OperatorValue(step))
        case .dictionary:
            guard let name = value.objectName else { throw ReadingFault("it uses \(value)") }
            self = .name(name)
        case .hugeInteger, .complex, .set, .code: throw ReadingFault("it uses \(value)")
        }
    }

    /// The number, also of a flag, as Python counts.
    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .float(let value): value
        case .bool(let flag): flag ? 1 : 0
        case .array(let array) where array.values.count == 1 && array.shape.isEmpty: array.values[0]
        default: nil
        }
    }

    var integer: Int? {
        switch self {
        case .integer(let value): value
        case .bool(let flag): flag ? 1 : 0
        case .array(let array) where array.shape.isEmpty && !array.isFloat: array.values.first.flatMap { Int(exactly: $0) }
        default: nil
        }
    }

    var text: String? {
        switch self {
        case .text(let text): text
        // A type such as `tf.float32` stands for its name.
        case .name(let name): name.split(separator: ".").last.map(String.init)
        default: nil
        }
    }

    /// The elements of a list, of a shape, or of a known vector.
    var elements: [OperatorValue]? {
        switch self {
        case .list(let elements), .vector(let elements): elements
        case .array(let array) where array.shape.count == 1: array.values.map { array.isFloat ? .float($0) : .integer(Int($0)) }
        default: nil
        }
    }

    var isNone: Bool { if case .none = self { true } else { false } }

    var tensor: TensorOperand? { if case .tensor(let operand) = self { operand } else { nil } }

    /// Whether it is a tensor, or has one in it.
    var hasTensor: Bool {
        switch self {
        case .tensor: true
        case .list(let elements): elements.contains { $0.hasTensor }
        default: false
        }
    }

    /// In one or two words, for errors.
    var kind: String {
        switch self {
        case .none: "None"
        case .bool(let flag): flag ? "True" : "False"
        case .integer(let value): "\(value)"
        case .float(let value): "\(value)"
        case .text(let text): "\"\(text)\""
        case .ellipsis: "..."
        case .list(let elements):
            "[" + elements.prefix(8).map(\.kind).joined(separator: ", ") + (elements.count > 8 ? ", …]" : "]")
        case .slice: "a slice"
        case .array(let array): "an array of shape \(array.shape)"
        case .vector: "a shape"
        case .extent: "an extent that only the input decides"
        case .tensor: "a tensor"
        case .name(let name): name
        case .method(_, let name): "the method \(name)"
        }
    }

    /// The number of values in it, lists that stand in it several times counted as often; nil from `limit` on, or if lists lie in each
    /// other more than 32 deep.
    func weight(upTo limit: Int) -> Int? {
        var rest = limit
        func count(_ value: OperatorValue, _ depth: Int) -> Bool {
            rest -= 1
            guard rest > 0, depth <= 32 else { return false }
            switch value {
            case .list(let elements), .vector(let elements): return elements.allSatisfy { count($0, depth + 1) }
            case .slice(let start, let stop, let step): return [start, stop, step].allSatisfy { count($0, depth + 1) }
            case .method(let value, _): return count(value, depth + 1)
            case .array(let array):
                rest -= array.values.count / 16
                return rest > 0
            default: return true
            }
        }
        return count(self, 0) ? limit - rest : nil
    }
}
