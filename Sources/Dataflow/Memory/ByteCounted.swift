/// A payload that knows how much memory it holds: needed where a pipeline's memory is limited.
public protocol ByteCounted {
    /// The bytes of everything large in it: pixels, tensors.
    var byteCount: Int { get }
}
