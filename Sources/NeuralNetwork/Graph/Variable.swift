/// A tensor that stays between runs and may be changed between them: a weight that is trained.
///
/// A graph reads it wherever ``tensor`` is used as a constant. A plan reads the elements as they are when it runs.
///
/// Unchecked: who trains a model has its variables to himself. They must not be changed while a plan that reads them runs.
public final class Variable: @unchecked Sendable {
    /// What its model calls it.
    public let name: String
    public let shape: [Int]
    let storage: TensorStorage

    /// - Parameter initial: the first elements; they are copied.
    public init(name: String, _ initial: Tensor) {
        (self.name, shape) = (name, initial.shape)
        storage = TensorStorage(uninitialized: initial.count)
        initial.withElements { _ = storage.elements.update(fromContentsOf: $0) }
    }

    public var count: Int { storage.elements.count }

    /// Stands for the variable in functions that build graphs; its elements are those of the variable, whatever they will be.
    public var tensor: Tensor {
        Tensor(shape: shape, storage: storage).noted(WeightNotes(name: name, variable: self))
    }

    /// A copy of the elements as they are now.
    public var value: Tensor {
        Tensor(shape: shape) { _ = $0.update(fromContentsOf: storage.elements) }
    }

    /// Replaces all elements by those of a tensor of the same shape.
    public func set(_ tensor: Tensor) {
        precondition(tensor.shape == shape, "\(name) has the shape \(shape), not \(tensor.shape)")
        tensor.withElements { _ = storage.elements.update(fromContentsOf: $0) }
    }

    /// Lends all elements in row-major order for reading and writing.
    public func withElements<Result, Failure: Error>(
        _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withExtendedLifetime(self) { () throws(Failure) in try body(storage.elements) }
    }
}

/// The present elements of a variable.
package struct VariableReading: Operation {
    package let variable: Variable

    package var name: String { "variable" }

    package func shape(of inputs: [Shape]) -> Shape { variable.shape }

    package func lower(into lowering: inout Lowering) throws {
        lowering.place(lowering.constant(variable.tensor, in: try Layout(rowMajor: variable.shape)))
    }
}
