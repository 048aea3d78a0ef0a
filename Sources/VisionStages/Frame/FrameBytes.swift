public import Dataflow
public import Imaging
public import NeuralNetwork

extension Frame: ByteCounted {
    /// The bytes of the pixels and numbers in its slots; what else a frame carries is small.
    public var byteCount: Int { slots.map { ($0.value as? any ByteCounted)?.byteCount ?? 0 }.reduce(0, +) }
}

extension PixelBuffer: ByteCounted {
    public var byteCount: Int { size.width * size.height * Self.channels }
}

extension Tensor: ByteCounted {
    public var byteCount: Int { count * MemoryLayout<Float>.size }
}

extension ModelOutputs: ByteCounted {
    public var byteCount: Int { tensors.map(\.byteCount).reduce(0, +) }
}
