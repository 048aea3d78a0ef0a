/// A small value attached to a group or dataset.
public struct Attribute: Hashable, Sendable {
    public enum Value: Hashable, Sendable {
        /// One string: a scalar.
        case string(String)
        case strings([String])
        /// Whole numbers of any width; booleans are 0 and 1.
        case integers([Int64])
        case unsignedIntegers([UInt64])
        case numbers([Double])
        /// Data that is neither number nor text, and isn't read.
        case other
    }

    public let name: String
    public let elementType: ElementType
    /// Empty for a scalar; [0] for an attribute without a space (`h5py.Empty`).
    public let shape: [Int]
    /// The elements in row-major order.
    public let value: Value
}
