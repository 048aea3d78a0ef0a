public import NeuralNetwork

/// Negative elements become 0.
public struct NonNeg: Constraint, Hashable {
    public static let kerasName = "NonNeg"

    public init() {}

    public func apply(to variable: inout Tensor) {
        variable.withMutableElements { elements in
            for place in elements.indices where elements[place] < 0 { elements[place] = 0 }
        }
    }
}
