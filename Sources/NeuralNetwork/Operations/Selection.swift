/// Some of the indices along each axis, in any order.
package struct Selection: Operation {
    package var axes: [AxisSelection]

    package var name: String { "selection" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard axes.count == inputs[0].count else {
            throw ShapeMismatch(expected: "a selection for each of \(inputs[0].count) axes", found: "\(axes.count)")
        }
        var result: Shape = []
        for (axis, extent) in zip(axes, inputs[0]) {
            switch (axis, extent) {
            case (.all, _): result.append(extent)
            case (.indices(let indices), nil) where indices.allSatisfy({ $0 >= 0 }): result.append(indices.count)
            case (_, nil): result.append(nil)
            case (_, let extent?):
                let count = try axis.indices(of: extent).count
                guard count > 0 else { throw ShapeMismatch(expected: "something left of \(inputs[0].text)", found: "\(axis)") }
                result.append(count)
            }
        }
        return result
    }
}

/// What is taken along one axis.
public enum AxisSelection: Sendable, Hashable {
    case all
    /// Python's slice: negative bounds count from the end, absent ones mean all, and what lies outside is left out.
    case range(start: Int?, stop: Int?, step: Int)
    /// These indices, negative ones from the end.
    case indices([Int])

    /// The indices along an axis of `extent`.
    package func indices(of extent: Int) throws(ShapeMismatch) -> [Int] {
        switch self {
        case .all: return Array(0..<extent)
        case .range(_, _, 0): throw ShapeMismatch(expected: "a step other than 0", found: "step 0")
        case .range(let start, let stop, let step):
            // The rule of PySlice_AdjustIndices.
            let (least, greatest) = step > 0 ? (0, extent) : (-1, extent - 1)
            func bound(_ value: Int?, absent: Int) -> Int {
                guard let value else { return absent }
                return min(max(value < 0 ? max(value, -extent - 1) + extent : value, least), greatest)
            }
            return Array(
                Swift.stride(
                    from: bound(start, absent: step > 0 ? 0 : extent - 1), to: bound(stop, absent: step > 0 ? extent : -1),
                    by: step))
        case .indices(let indices):
            return try indices.map { (index) throws(ShapeMismatch) in
                guard (-extent..<extent).contains(index) else {
                    throw ShapeMismatch(expected: "indices from \(-extent) to \(extent - 1)", found: "\(index)")
                }
                return index < 0 ? index + extent : index
            }
        }
    }
}

extension Selection {
    package func lower(into lowering: inout Lowering) throws {
        let extents = lowering.extents(lowering.input)
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(try Layout(rowMajor: lowering.extents))
        let (offsets, run) = try axes.runs(in: extents)
        let kernel = Kernel(name: "framerill:selection") { memory in
            var target = memory[1]
            for offset in offsets {
                target.update(from: memory[0] + offset, count: run)
                target += run
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}

extension [AxisSelection] {
    /// Where what is selected of a row-major value starts, in the order of the result, and how many elements lie side by side there:
    /// axes behind the last one that is selected from are moved as one.
    func runs(in extents: [Int]) throws(ShapeMismatch) -> (offsets: [Int], length: Int) {
        let last = lastIndex { $0 != .all } ?? 0
        var offsets = [0]
        for axis in 0...last {
            let stride = extents[(axis + 1)...].reduce(1, *)
            let indices = try self[axis].indices(of: extents[axis])
            offsets = offsets.flatMap { offset in indices.map { offset + $0 * stride } }
        }
        return (offsets, extents[(last + 1)...].reduce(1, *))
    }
}

extension Graph {
    /// Takes indices along each axis, the batch included; no axis is dropped.
    public mutating func selection(_ x: Value, _ axes: [AxisSelection]) throws(GraphError) -> Value {
        axes.allSatisfy { $0 == .all } && axes.count == shape(of: x).count ? x : try add(Selection(axes: axes), [x])
    }
}
