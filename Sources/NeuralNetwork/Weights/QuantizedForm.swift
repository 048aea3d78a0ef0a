/// A kernel as whole numbers in a layout of oneDNN.
struct QuantizedForm: WeightForm {
    /// The tensor's elements in the dimensions of `layout`.
    let view: Layout
    let layout: Layout
    /// By the tensor's last dimension, which counts the filters.
    let scales: [Float]
    /// The largest whole number.
    let limit: Int

    var bytes: Int { layout.bytes }

    /// What oneDNN appends for signed inputs shows in the size.
    var identity: String? {
        guard let view = view.identity, let placement = layout.placement else { return nil }
        let checksum = scales.withUnsafeBytes { Checksum($0) }
        return "\(view), to \(limit) at most by \(checksum.text), then \(placement) in \(bytes) bytes"
    }

    func sourceBytes(_ tensor: Tensor) -> Int { tensor.isLoaded ? 0 : tensor.count * 4 }

    func write(_ tensor: Tensor, to memory: UnsafeMutableRawPointer, with packing: PackingSpace) throws {
        guard let strides = view.blocking?.strides else { preconditionFailure("a kernel's view without strides") }
        let numbers = AlignedMemory(bytes: tensor.count)
        try packing.withElements(of: tensor) { elements in
            let elements = elements.assumingMemoryBound(to: Float.self)
            try Self.quantize(
                UnsafeBufferPointer(start: elements, count: tensor.count), by: scales,
                to: numbers.start.assumingMemoryBound(to: Int8.self), limit: limit)
        }
        let dense = try Layout(dimensions: view.dimensions, strides: strides, of: .int8)
        try packing.stream.reorder(numbers.start, dense, to: memory, layout)
    }

    /// To the nearest, halves to even, as NumPy and oneDNN round.
    ///
    /// - Parameters:
    ///   - scales: of the filters, which the elements' last dimension counts.
    ///   - limit: the largest whole number.
    /// - Throws: `ShapeMismatch` for NaN and infinity, which no whole number stands for.
    static func quantize(
        _ elements: UnsafeBufferPointer<Float>, by scales: [Float], to numbers: UnsafeMutablePointer<Int8>, limit: Int
    ) throws {
        let limit = Float(limit)
        for start in stride(from: 0, to: elements.count, by: scales.count) {
            for (filter, scale) in scales.enumerated() {
                let element = elements[start + filter]
                guard element.isFinite else {
                    throw ShapeMismatch(expected: "a finite number for each int8 weight", found: "\(element) in filter \(filter)")
                }
                let number = (element / scale).rounded(.toNearestOrEven)
                numbers[start + filter] = Int8(min(max(number, -limit), limit))
            }
        }
    }
}
