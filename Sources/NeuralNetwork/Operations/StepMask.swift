/// 1 where a value differs from a number, 0 where it is that number: for each element, or for each vector along the last axis.
package struct StepMask: Operation {
    package var number: Float
    /// Whether one element that differs is enough for the whole vector.
    package var joinsLastAxis: Bool

    package var name: String { "mask" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard joinsLastAxis else { return inputs[0] }
        guard inputs[0].count >= 2, inputs[0].last! != nil else {
            throw ShapeMismatch(expected: "vectors of known length", found: inputs[0].text)
        }
        return inputs[0].dropLast()
    }
}

extension StepMask {
    package func lower(into lowering: inout Lowering) throws {
        let length = joinsLastAxis ? lowering.extents(lowering.input).last! : 1
        let (count, number) = (lowering.extents.reduce(1, *), number)
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(try Layout(rowMajor: lowering.extents))
        let kernel = Kernel(name: "framerill:mask") { memory in
            for place in 0..<count {
                let differs = (0..<length).contains { memory[0][place * length + $0] != number }
                memory[1][place] = differs ? 1 : 0
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}

extension Graph {
    /// 1 for each vector along the last axis with an element other than `number`, else 0; without that axis.
    public mutating func mask(ofVectors x: Value, otherThan number: Float) throws(GraphError) -> Value {
        try add(StepMask(number: number, joinsLastAxis: true), [x])
    }

    /// 1 for each element other than `number`, else 0.
    public mutating func mask(ofElements x: Value, otherThan number: Float) throws(GraphError) -> Value {
        try add(StepMask(number: number, joinsLastAxis: false), [x])
    }
}
