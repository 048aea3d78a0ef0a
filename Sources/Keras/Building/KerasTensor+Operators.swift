import NeuralNetwork
import OrderedCollections

/// Arithmetic between tensors of a model that is built, and with numbers: each operation is a layer of its own, `TFOpLambda`, as tf.keras
/// makes it.
extension KerasTensor {
    public static func + (left: KerasTensor, right: KerasTensor) -> KerasTensor { left.joined("__operators__.add", right) }
    public static func + (left: KerasTensor, right: Double) -> KerasTensor { left.joined("__operators__.add", right) }
    public static func + (left: Double, right: KerasTensor) -> KerasTensor { right.behind("__operators__.add", left) }

    public static func - (left: KerasTensor, right: KerasTensor) -> KerasTensor { left.joined("math.subtract", right) }
    public static func - (left: KerasTensor, right: Double) -> KerasTensor { left.joined("math.subtract", right) }
    public static func - (left: Double, right: KerasTensor) -> KerasTensor { right.behind("math.subtract", left) }

    public static func * (left: KerasTensor, right: KerasTensor) -> KerasTensor { left.joined("math.multiply", right) }
    public static func * (left: KerasTensor, right: Double) -> KerasTensor { left.joined("math.multiply", right) }
    public static func * (left: Double, right: KerasTensor) -> KerasTensor { right.behind("math.multiply", left) }

    public static func / (left: KerasTensor, right: KerasTensor) -> KerasTensor { left.joined("math.truediv", right) }
    public static func / (left: KerasTensor, right: Double) -> KerasTensor { left.joined("math.truediv", right) }
    public static func / (left: Double, right: KerasTensor) -> KerasTensor { right.behind("math.truediv", left) }

    public static prefix func - (x: KerasTensor) -> KerasTensor { x.operation("math.negative", ["name": .value(.null)]) }

    /// Python's `x ** exponent`.
    public func power(_ exponent: Double) -> KerasTensor { joined("math.pow", exponent) }

    /// Python's `x ** exponent`, element by element.
    public func power(_ exponent: KerasTensor) -> KerasTensor { joined("math.pow", exponent) }

    /// Python's `abs(x)`.
    public func magnitude() -> KerasTensor { operation("math.abs", ["name": .value(.null)]) }

    private func joined(_ function: String, _ other: KerasTensor) -> KerasTensor {
        operation(function, ["y": .tensor(other), "name": .value(.null)])
    }

    private func joined(_ function: String, _ number: Double) -> KerasTensor {
        operation(function, ["y": .value(.plain(number)), "name": .value(.null)])
    }

    /// With a number on the left, which Keras holds as the first argument.
    private func behind(_ function: String, _ number: Double) -> KerasTensor {
        operation(function, ["y": .tensor(self), "name": .value(.null)], first: .number(number))
    }

    /// - Parameter first: a number that stands where the tensor would.
    private func operation(
        _ function: String, _ keywords: KeyValuePairs<String, LayerCall.Keyword.Value>, first: JSON? = nil
    ) -> KerasTensor {
        let name = KerasSession.current.name(ofOperation: "tf.\(function)")
        let layer = LayerDefinition("TFOpLambda", name: name, options: ["function": .string(function)])
        return layer.call(
            first == nil ? [self] : [], keywords.map { LayerCall.Keyword($0.key, $0.value) }, constant: first)[0]
    }
}

extension KerasTensor {
    /// A part, as Python's `x[…]` gives it, the batch first: `x[.all, 0]`, `x[.all, .range(1, 3)]`, `x[.ellipsis, -1]`.
    public subscript(_ parts: TensorPart...) -> KerasTensor {
        let name = KerasSession.current.name(ofOperation: "tf.__operators__.getitem")
        let layer = LayerDefinition("SlicingOpLambda", name: name, options: ["function": "__operators__.getitem"])
        let specification: JSON = parts.count == 1 ? parts[0].json : .array(parts.map(\.json))
        return layer.call([self], [LayerCall.Keyword("slice_spec", .value(specification))])[0]
    }
}

/// What is taken along one axis of a tensor.
public enum TensorPart: Sendable, Hashable, ExpressibleByIntegerLiteral {
    case all
    /// One place, negative ones from the end; the axis is gone.
    case index(Int)
    /// Python's slice: nil for its beginning, its end, a step of 1.
    case range(Int?, Int?, step: Int? = nil)
    /// All axes that aren't named.
    case ellipsis
    /// A new axis of extent 1.
    case newAxis

    public init(integerLiteral index: Int) { self = .index(index) }

    fileprivate var json: JSON {
        switch self {
        case .all: TensorPart.range(nil, nil).json
        case .index(let index): .integer(index)
        case .range(let start, let stop, let step):
            .object(["start": .integer(orNull: start), "stop": .integer(orNull: stop), "step": .integer(orNull: step)])
        case .ellipsis: .object(["class_name": "__ellipsis__"])
        case .newAxis: .null
        }
    }
}
