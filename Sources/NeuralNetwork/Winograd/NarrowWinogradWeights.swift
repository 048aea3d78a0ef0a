import CNarrowWinograd

/// The transformed kernel of a `NarrowWinograd`: numbers of 16 bits, 36 for each pair of channel and filter, and what makes floats of the sums of
/// their products.
struct NarrowWinogradWeights: WeightForm {
    private let shape: narrow_winograd_shape
    let bytes: Int
    /// Of the kernel's numbers, one for each filter.
    private let scales: [Float]

    init(_ winograd: NarrowWinograd, scales: [Float]) {
        (shape, bytes, self.scales) = (winograd.shape, winograd.weightBytes, scales)
    }

    var identity: String? {
        let checksum = scales.withUnsafeBytes { Checksum($0) }
        let sign = shape.source_is_signed ? "signed" : "unsigned"
        return "\(NarrowWinograd.implementation), \(sign), \(shape.channels) to \(shape.filters), by \(checksum.text)"
    }

    func sourceBytes(_ tensor: Tensor) -> Int { tensor.isLoaded ? 0 : tensor.count * 4 }

    func write(_ kernel: Tensor, to memory: UnsafeMutableRawPointer, with packing: PackingSpace) throws {
        let numbers = AlignedMemory(bytes: kernel.count)
        let whole = numbers.start.bindMemory(to: Int8.self, capacity: kernel.count)
        try packing.withElements(of: kernel) { elements in
            let elements = elements.assumingMemoryBound(to: Float.self)
            try QuantizedForm.quantize(
                UnsafeBufferPointer(start: elements, count: kernel.count), by: scales, to: whole, limit: KernelQuantization.limit)
        }
        withUnsafePointer(to: shape) { narrow_winograd_pack($0, whole, scales, memory) }
    }
}
