extension Stream {
    /// A tensor, its elements seen as `view`, brought into another layout now.
    func reordered(_ tensor: Tensor, viewedAs view: Layout, to layout: Layout) throws -> AlignedMemory {
        let result = AlignedMemory(bytes: layout.bytes)
        do {
            try tensor.withElements {
                try run(from: UnsafeMutableRawPointer(mutating: $0.baseAddress!), view, to: result.start, layout)
            }
        } catch let failure as EngineFailure where failure.isUnimplemented {
            // Formats private to one kernel are made only from dense weights in the dimensions' own order.
            var strides = view.dimensions
            var stride = 1
            for axis in strides.indices.reversed() { (strides[axis], stride) = (stride, stride * strides[axis]) }
            let dense = try Layout(dimensions: view.dimensions, strides: strides)
            let between = AlignedMemory(bytes: dense.bytes)
            try tensor.withElements {
                try run(from: UnsafeMutableRawPointer(mutating: $0.baseAddress!), view, to: between.start, dense)
            }
            try run(from: between.start, dense, to: result.start, layout)
        }
        return result
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
