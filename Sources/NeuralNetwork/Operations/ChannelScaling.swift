/// `(x − center) · factor`, both of the channel, of values with few channels: pictures.
///
/// It subtracts first, for a picture's mean may be far from 0 beside its deviation. oneDNN takes channels that lie side by side one by
/// one: 0.70 ms for 224×224 pixels of three colours, where a loop over many pixels at once takes a twentieth of it.
package struct ChannelScaling: Operation {
    package let centers: [Double]
    package let factors: [Double]

    /// Where there are more, oneDNN's vectors are full.
    static let mostChannels = 16

    package var name: String { "channel scaling" }

    package func shape(of inputs: [Shape]) -> Shape { inputs[0] }
}

extension ChannelScaling {
    /// How many pixels one turn of the loop takes: enough for its vectors, and for its start not to matter.
    private static let pixels = 64

    package func lower(into lowering: inout Lowering) throws {
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(over: source)
        let count = lowering.extents.reduce(1, *)
        let repeated = { (values: [Double]) in [[Float]](repeating: values.map(Float.init), count: Self.pixels).flatMap { $0 } }
        let (centers, factors) = (repeated(centers), repeated(factors))
        let kernel = Kernel(name: "framerill:scale") { memory in
            centers.withUnsafeBufferPointer { centers in
                factors.withUnsafeBufferPointer { factors in
                    for start in stride(from: 0, to: count, by: centers.count) {
                        let (source, result) = (memory[0] + start, memory[1] + start)
                        for index in 0..<min(centers.count, count - start) {
                            result[index] = (source[index] - centers[index]) * factors[index]
                        }
                    }
                }
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}
