/// Makes the elements of a tensor anew in each step of training, the same for the same step.
public protocol ElementGenerator: Sendable {
    /// Writes all elements.
    ///
    /// - Parameter step: how many steps came before.
    func fill(_ elements: UnsafeMutableBufferPointer<Float>, step: Int)
}

/// Elements that each run makes by the number of its step.
package struct Generation: Operation {
    package var extents: [Int]
    package var generator: any ElementGenerator

    package var name: String { "generation" }

    /// Inputs: the number of the step (see ``StepNumber``).
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard inputs[0] == StepNumber.shape.map({ $0 }) else {
            throw ShapeMismatch(expected: "the number of a step \(StepNumber.shape)", found: inputs[0].text)
        }
        return extents
    }

    package func lower(into lowering: inout Lowering) throws {
        let step = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(try Layout(rowMajor: extents))
        let (count, generator) = (extents.reduce(1, *), generator)
        let kernel = Kernel(name: "framerill:generate") { memory in
            generator.fill(UnsafeMutableBufferPointer(start: memory[1], count: count), step: StepNumber.read(memory[0]))
        }
        lowering.emit(kernel, [step, result])
        lowering.place(result)
    }
}

/// The number of a step as an input of a graph: two floats, for one would not count beyond 2²⁴.
public enum StepNumber {
    public static let shape = [2]
    private static let base = 1 << 24

    public static func tensor(_ step: Int) -> Tensor {
        Tensor(shape: shape, values: [Float(step % base), Float(step / base)])
    }

    static func read(_ elements: UnsafeMutablePointer<Float>) -> Int { Int(elements[0]) + Int(elements[1]) * base }
}

extension Graph {
    /// A tensor of this shape that `generator` makes in each run.
    ///
    /// - Parameter step: an input of the shape of ``StepNumber``.
    public mutating func generate(
        _ shape: [Int], by generator: any ElementGenerator, step: Value
    ) throws(GraphError) -> Value {
        try add(Generation(extents: shape, generator: generator), [step])
    }
}
