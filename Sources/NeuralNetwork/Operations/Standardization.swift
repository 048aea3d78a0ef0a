/// Elements divided by a measure of those that stand with them along some axes.
package struct Standardization: Operation {
    package var measure: StandardMeasure
    package var axes: [Int]
    package var epsilon: Float
    /// Divides the elements along an axis into groups, each measured by itself.
    package var groups: ElementGroups?

    package var name: String { measure.rawValue }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        _ = try resolvedAxes(rank: inputs[0].count)
        if let groups {
            let axis = try resolvedAxis(groups.axis, rank: inputs[0].count)
            guard groups.count > 0, (inputs[0][axis] ?? 0) % groups.count == 0 else {
                throw ShapeMismatch(expected: "a number of groups that divides axis \(axis)", found: inputs[0].text)
            }
        }
        return inputs[0]
    }

    package func resolvedAxes(rank: Int) throws(ShapeMismatch) -> Set<Int> {
        var resolved: Set<Int> = []
        for axis in axes { resolved.insert(try resolvedAxis(axis, rank: rank)) }
        return resolved
    }
}

public enum StandardMeasure: String, Sendable, Hashable {
    /// `(x − mean) / sqrt(variance + epsilon)`.
    case standard = "standardization"
    /// `x / sqrt(variance + epsilon)`.
    case deviation = "division by the deviation"
    /// `x / sqrt(mean of x² + epsilon)`.
    case rootMeanSquare = "division by the root mean square"
    /// `x / sqrt(max(sum of x², epsilon))`.
    case length = "division by the length"
}

/// Neighbouring elements along an axis, in `count` groups.
public struct ElementGroups: Sendable, Hashable {
    public var axis: Int
    public var count: Int

    public init(axis: Int, count: Int) {
        (self.axis, self.count) = (axis, count)
    }
}

extension Standardization {
    /// Where each group of elements that are measured together starts, and where its members stand from there.
    func offsets(in shape: [Int]) throws(ShapeMismatch) -> (starts: [Int], members: [Int]) {
        var (extents, measured) = (shape, try resolvedAxes(rank: shape.count))
        if let groups {
            // The axis becomes two, of which the group's own is measured with the others.
            let axis = try resolvedAxis(groups.axis, rank: extents.count)
            measured = Set(measured.map { $0 > axis ? $0 + 1 : $0 }).subtracting([axis]).union([axis + 1])
            extents = extents[..<axis] + [groups.count, extents[axis] / groups.count] + extents[(axis + 1)...]
        }
        func offsets(_ isWanted: (Int) -> Bool) -> [Int] {
            extents.indices.filter(isWanted).reduce([0]) { bases, axis in
                let stride = extents[(axis + 1)...].reduce(1, *)
                return bases.flatMap { base in (0..<extents[axis]).map { base + $0 * stride } }
            }
        }
        return (offsets { !measured.contains($0) }, offsets(measured.contains))
    }

    package func lower(into lowering: inout Lowering) throws {
        let (starts, members) = try offsets(in: lowering.extents)
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(over: source)
        let (measure, epsilon) = (measure, epsilon)
        let kernel = Kernel(name: "framerill:standardize") { memory in
            for start in starts {
                let (center, factor) = measure.transform(memory[0] + start, members, epsilon)
                let target = memory[1] + start
                for member in members { target[member] = (memory[0][start + member] - center) * factor }
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}

extension StandardMeasure {
    /// What is subtracted from the members and what they are then multiplied by; sums in double precision.
    func transform(
        _ x: UnsafeMutablePointer<Float>, _ members: [Int], _ epsilon: Float
    ) -> (center: Float, factor: Float) {
        let count = Double(members.count)
        func squares(around center: Float) -> Double {
            members.reduce(0) { sum, member in
                let difference = Double(x[member] - center)
                return sum + difference * difference
            }
        }
        switch self {
        case .standard, .deviation:
            let mean = Float(members.reduce(0) { $0 + Double(x[$1]) } / count)
            let factor = Float(1 / (squares(around: mean) / count + Double(epsilon)).squareRoot())
            return (self == .standard ? mean : 0, factor)
        case .rootMeanSquare: return (0, Float(1 / (squares(around: 0) / count + Double(epsilon)).squareRoot()))
        case .length: return (0, Float(1 / max(squares(around: 0), Double(epsilon)).squareRoot()))
        }
    }
}

extension Graph {
    /// Divides elements by a measure of those along `axes` (negative ones count from the end).
    public mutating func standardize(
        _ x: Value, by measure: StandardMeasure = .standard, axes: [Int], epsilon: Float, groups: ElementGroups? = nil
    ) throws(GraphError) -> Value {
        try add(Standardization(measure: measure, axes: axes, epsilon: epsilon, groups: groups), [x])
    }
}
