import COneDNN

/// How the numbers of a value are stored between two steps of a plan.
enum NumberFormat: Sendable, Hashable {
    case float32
    case bfloat16
    /// `q · scale`, q from -127 to 127.
    case int8(scale: Float)
    /// `q · scale`, q from 0 to 255: for values that are never negative.
    case uint8(scale: Float)

    /// The finest whole numbers that reach over a range.
    init(reaching range: ClosedRange<Float>) {
        // A range of zero alone is stored as zeros at any scale.
        func scale(_ end: Float, _ limit: Float) -> Float { end > 0 ? max(end / limit, .leastNormalMagnitude) : 1 }
        self =
            range.lowerBound >= 0
            ? .uint8(scale: scale(range.upperBound, 255))
            : .int8(scale: scale(max(-range.lowerBound, range.upperBound), 127))
    }

    var elementType: ElementType {
        switch self {
        case .float32: .float32
        case .bfloat16: .bfloat16
        case .int8: .int8
        case .uint8: .uint8
        }
    }

    /// What a stored number is multiplied by to get the value.
    var scale: Float {
        switch self {
        case .float32, .bfloat16: 1
        case .int8(let scale), .uint8(let scale): scale
        }
    }

    static var isBfloat16Native: Bool { framerill_multiplies_bfloat16() }

    /// The largest whole number that a kernel may have beside an input of this format, so that no sum of two products exceeds the 16
    /// bits that older processors have for it. oneDNN itself takes care of signed inputs.
    var kernelLimit: Int {
        if case .uint8 = self, !framerill_sums_bytes_exactly() { return KernelQuantization.limit / 2 }
        return KernelQuantization.limit
    }
}
