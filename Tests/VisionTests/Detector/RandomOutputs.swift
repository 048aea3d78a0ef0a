import NeuralNetwork

/// Raw outputs of a head: objectness low and high, and in each anchor one class that stands out.
func randomOutput(rows: Int, columns: Int, anchors: Int, classCount: Int, batch: Int = 1, seed: UInt64) -> Tensor {
    var generator = SeededGenerator(seed: seed)
    let entry = 5 + classCount
    let shape = [batch, rows, columns, anchors * entry]
    var values = generator.floats(shape.reduce(1, *), in: -4...4)
    for index in stride(from: 4, to: values.count, by: entry) {
        values[index] = Float.random(in: -8...6, using: &generator)
        values[index + 1 + Int.random(in: 0..<classCount, using: &generator)] += 5
    }
    return Tensor(shape: shape, values: values)
}
