import NeuralNetwork

/// An array of known numbers in row-major order, as NumPy has it.
struct NumericArray: Hashable, Sendable {
    var shape: [Int]
    var values: [Double]
    var isFloat: Bool

    static let greatestCount = 1 << 20

    /// The array of a number, of a list of numbers, of a list of lists of equal lengths, …; nil for anything else.
    init?(_ value: OperatorValue) {
        switch value {
        case .array(let array): self = array
        case .integer, .bool: self.init(shape: [], values: [value.number!], isFloat: false)
        case .float(let number): self.init(shape: [], values: [number], isFloat: true)
        case .list(let elements), .vector(let elements):
            let parts = elements.compactMap { NumericArray($0) }
            guard parts.count == elements.count, Set(parts.map(\.shape)).count <= 1,
                parts.count * (parts.first?.values.count ?? 0) <= Self.greatestCount
            else { return nil }
            self.init(
                shape: [parts.count] + (parts.first?.shape ?? []), values: parts.flatMap(\.values),
                isFloat: parts.isEmpty || parts.contains { $0.isFloat })
        default: return nil
        }
    }

    init(shape: [Int], values: [Double], isFloat: Bool) {
        (self.shape, self.values, self.isFloat) = (shape, values, isFloat)
    }

    /// An array of one number, repeated.
    init(shape: [Int], repeating number: Double) throws(ReadingFault) {
        var count = 1
        for extent in shape {
            guard extent >= 0, extent <= Self.greatestCount else { throw ReadingFault("it makes an array of shape \(shape)") }
            count *= extent
            guard count <= Self.greatestCount else { throw ReadingFault("it makes an array of shape \(shape)") }
        }
        self.init(shape: shape, values: Array(repeating: number, count: count), isFloat: true)
    }

    /// Joins two arrays by NumPy's rule of broadcasting.
    static func join(
        _ left: NumericArray, _ right: NumericArray, isFloat: Bool, _ function: (Double, Double) -> Double
    ) throws(ReadingFault) -> NumericArray {
        guard let shape = try? broadcast(left.shape.map { $0 }, right.shape.map { $0 }).compactMap(\.self) else {
            throw ReadingFault("it joins arrays of the shapes \(left.shape) and \(right.shape)")
        }
        var result = try NumericArray(shape: shape, repeating: 0)
        result.isFloat = isFloat
        for index in result.values.indices {
            result.values[index] = function(left.value(at: index, of: shape), right.value(at: index, of: shape))
        }
        return result
    }

    /// The element that stands at `index` of the array broadcast to `whole`.
    private func value(at index: Int, of whole: [Int]) -> Double {
        var (rest, stride, place) = (index, 1, 0)
        for axis in whole.indices.reversed() {
            let position = rest % whole[axis]
            rest /= whole[axis]
            let own = axis - (whole.count - shape.count)
            guard own >= 0 else { continue }
            if shape[own] != 1 { place += position * stride }
            stride *= shape[own]
        }
        return values[place]
    }

    /// The same as a tensor; a single number has one axis, for the engine knows no value without axes.
    var tensor: Tensor { Tensor(shape: shape.isEmpty ? [1] : shape, values: values.map { Float($0) }) }
}
