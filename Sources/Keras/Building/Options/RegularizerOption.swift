import OrderedCollections

/// What a weight adds to the loss for its size: a name of Keras' (`"l2"`), or with options (`.l2(5e-4)`).
public struct RegularizerOption: Sendable, ExpressibleByStringLiteral {
    let json: JSON

    private init(_ className: String, _ options: OrderedDictionary<String, JSON>) {
        json = .keras("regularizers", className, .object(options))
    }

    /// A name of Keras' with its defaults: 0.01.
    public init(stringLiteral name: String) {
        switch name {
        case "l1", "L1": self = .l1()
        case "l2", "L2": self = .l2()
        case "l1_l2", "L1L2": self = .l1L2()
        default: self.init(name, [:])
        }
    }

    // Keras keeps these numbers in single precision.
    public static func l1(_ factor: Float = 0.01) -> Self { Self("L1", ["l1": .single(factor)]) }
    public static func l2(_ factor: Float = 0.01) -> Self { Self("L2", ["l2": .single(factor)]) }
    public static func l1L2(l1: Float = 0.01, l2: Float = 0.01) -> Self {
        Self("L1L2", ["l1": .single(l1), "l2": .single(l2)])
    }
    /// - Parameter mode: `rows` or `columns`.
    public static func orthogonal(_ factor: Float = 0.01, mode: String = "rows") -> Self {
        Self("OrthogonalRegularizer", ["factor": .single(factor), "mode": .string(mode)])
    }
}

/// What a weight is kept to while it is trained: a name of Keras' (`"non_neg"`), or with options (`.maxNorm(3)`).
public struct ConstraintOption: Sendable, ExpressibleByStringLiteral {
    let json: JSON

    private init(_ className: String, _ options: OrderedDictionary<String, JSON> = [:]) {
        json = .keras("constraints", className, .object(options))
    }

    /// A name of Keras' with its defaults.
    public init(stringLiteral name: String) {
        switch name {
        case "max_norm", "MaxNorm": self = .maxNorm()
        case "non_neg", "NonNeg": self = .nonNegative
        case "unit_norm", "UnitNorm": self = .unitNorm()
        case "min_max_norm", "MinMaxNorm": self = .minMaxNorm()
        default: self.init(name)
        }
    }

    public static let nonNegative = Self("NonNeg")
    public static func maxNorm(_ maximum: Double = 2, axis: Int = 0) -> Self {
        Self("MaxNorm", ["max_value": .plain(maximum), "axis": .integer(axis)])
    }
    public static func unitNorm(axis: Int = 0) -> Self { Self("UnitNorm", ["axis": .integer(axis)]) }
    public static func minMaxNorm(_ minimum: Double = 0, _ maximum: Double = 1, rate: Double = 1, axis: Int = 0) -> Self {
        Self(
            "MinMaxNorm",
            [
                "min_value": .plain(minimum), "max_value": .plain(maximum), "rate": .plain(rate), "axis": .integer(axis),
            ])
    }
}

extension Optional where Wrapped == RegularizerOption {
    var json: JSON { self?.json ?? .null }
}

extension Optional where Wrapped == ConstraintOption {
    var json: JSON { self?.json ?? .null }
}
