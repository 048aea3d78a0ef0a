/// How much arithmetic this machine does, found out by doing some.
public enum ArithmeticPeak {
    /// The processor and the library that does the arithmetic.
    public static var machine: String { Machine.name }

    /// Multiplications and additions a second in the fastest of a few products of 1024×1024 matrices in float32, with `threads` threads:
    /// nine tenths or more of what the processor can do.
    public static func measure(threads: Int) throws -> Double {
        let extent = 1024
        let matrix = Tensor(shape: [extent, extent]) { elements in
            for index in elements.indices { elements[index] = Float(index % 17) / 17 }
        }
        var graph = Graph()
        let left = try graph.input(name: "matrix", shape: [extent, extent])
        try graph.output(graph.dense(left, weights: matrix), name: "product")
        let plan = try Plan(graph, options: PlanOptions(precision: .exact, threads: threads))
        let clock = ContinuousClock()
        // The first packs the weights.
        let times = try (0..<8).map { _ in try clock.measure { _ = try plan.run([matrix]) } }
        return Double(plan.arithmetic) / (times.min()! / .seconds(1))
    }
}
