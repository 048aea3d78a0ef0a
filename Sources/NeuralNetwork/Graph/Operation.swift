/// What a node of a graph does. One file of `Operations` holds everything about one operation: the function that adds it
/// to a graph, its shape rule, and its lowering to oneDNN.
package protocol Operation: Sendable {
    /// As errors and printed plans call it.
    var name: String { get }

    /// The shape of the result; called with unknown extents while a graph is built, with known ones when it is compiled.
    func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape

    /// Emits the steps that compute the value `lowering.current`, and places it.
    func lower(into lowering: inout Lowering) throws

    /// The multiplications and additions of one run, done one by one; told of convolutions and products alone, which take nearly all.
    func arithmetic(of inputs: [[Int]], into result: [Int]) -> Int
}

extension Operation {
    package func arithmetic(of inputs: [[Int]], into result: [Int]) -> Int { 0 }
}

/// A tensor that each run is given.
package struct Input: Operation {
    package let label: String
    package let declared: Shape

    package init(name: String, declared: Shape) {
        (label, self.declared) = (name, declared)
    }

    package var name: String { "input" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard !declared.isEmpty, declared.allSatisfy({ $0.map { $0 > 0 } ?? true }) else {
            throw ShapeMismatch(expected: "extents of at least 1, batch first", found: declared.text)
        }
        return declared
    }

    /// Inputs are placed before any operation is lowered.
    package func lower(into lowering: inout Lowering) {}
}

/// A tensor that every run shares.
package struct Constant: Operation {
    package let tensor: Tensor

    package var name: String { "constant" }

    package func shape(of inputs: [Shape]) -> Shape { tensor.shape }

    /// A constant is placed, or packed, when it is first read.
    package func lower(into lowering: inout Lowering) {}
}
