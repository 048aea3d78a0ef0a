/// How far something changes at random: by this much at most either way (`0.2`), or from one bound to another (`[-0.1, 0.3]`).
public protocol FactorRange {
    /// The lower and the upper bound.
    var bounds: [Double] { get }
}

extension Double: FactorRange {
    public var bounds: [Double] { [-self, self] }
}

extension Array: FactorRange where Element == Double {
    public var bounds: [Double] { self }
}
