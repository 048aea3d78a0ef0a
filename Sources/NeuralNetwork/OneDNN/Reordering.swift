extension Stream {
    /// Brings weights from one layout into another now.
    func reorder(
        _ source: UnsafeMutableRawPointer, _ sourceLayout: Layout, to destination: UnsafeMutableRawPointer, _ layout: Layout
    ) throws {
        do {
            try run(from: source, sourceLayout, to: destination, layout)
        } catch let failure as EngineFailure where failure.isUnimplemented {
            // Formats private to one kernel are made only from dense weights in the dimensions' own order.
            var strides = sourceLayout.dimensions
            var stride = 1
            for axis in strides.indices.reversed() { (strides[axis], stride) = (stride, stride * strides[axis]) }
            let dense = try Layout(dimensions: sourceLayout.dimensions, strides: strides, of: sourceLayout.elementType)
            let between = AlignedMemory(bytes: dense.bytes)
            try run(from: source, sourceLayout, to: between.start, dense)
            try run(from: between.start, dense, to: destination, layout)
        }
    }

    private func run(
        from source: UnsafeMutableRawPointer, _ sourceLayout: Layout, to destination: UnsafeMutableRawPointer, _ layout: Layout
    ) throws {
        let reorder = try Primitive(.reorder(from: sourceLayout, to: layout))
        let scratchpad = AlignedMemory(bytes: reorder.description.scratchpad.bytes)
        let arguments = BoundArguments([
            (.source, try Memory(sourceLayout, at: source)), (.destination, try Memory(layout, at: destination)),
            (.scratchpad, try Memory(reorder.description.scratchpad, at: scratchpad.start)),
        ])
        try reorder.execute(on: self, arguments)
    }
}
