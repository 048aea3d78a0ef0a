/// Turns a graph of known shapes into steps, operation by operation; what `Operation.lower` talks to.
///
/// It knows where each value lies (a value may lie in several layouts at once), makes reorders where a primitive wants
/// another layout, and has constants packed once instead of in each run.
package struct Lowering {
    let options: PlanOptions
    let threads: Int
    let graph: ConcreteGraph
    /// For each value, the format that its readers want.
    let formats: [NumberFormat]
    private(set) var buffers: [Buffer] = []
    private(set) var steps: [Step] = []
    /// Where each value lies, first the place its operation chose.
    private var places: [[Operand]]
    /// The node after which a value isn't read any more.
    let lastUse: [Int]
    let readers: [Int]
    private var packs: [Pack] = []
    private var ownKernels: [(value: Graph.Value, identity: String, operand: Operand)] = []
    /// Values within a border, beside those that lie in `places`.
    var bordered: [(value: Graph.Value, amounts: [Int], operand: Operand)] = []
    /// Where the further results of operations lie, by operation and number.
    private var parts: [Int: [Int: Operand]] = [:]
    /// Their memory. Who reads a part may come to be lowered long after others have read it.
    private var partRoots: Set<Int> = []
    private(set) var current = Graph.Value(index: 0)
    let trialMemory = TrialMemory()
    /// The nodes that are to be direct convolutions.
    let direct: Set<Int>
    private(set) var transformed: [TransformedKernel] = []
    /// Nodes that were computed with the one that they alone read.
    var joined: [(reader: Int, node: Int)] = []

    private struct Pack {
        let value: Graph.Value
        let view: Layout
        let operand: Operand
    }

    init(_ graph: ConcreteGraph, options: PlanOptions, threads: Int, direct: Set<Int> = []) throws {
        (self.graph, self.options, self.threads, self.direct) = (graph, options, threads, direct)
        places = Array(repeating: [], count: graph.nodes.count)
        (lastUse, readers) = (graph.lastUses, graph.readers)
        formats = graph.wantedFormats(options.precision)
    }

    var node: Node { graph.nodes[current.index] }

    func extents(_ value: Graph.Value) -> [Int] { graph.extents(of: value) }

    /// The extents of the value being computed.
    var extents: [Int] { extents(current) }

    var input: Graph.Value { node.inputs[0] }

    /// The bytes of all constants, for guessing whether they stay in the processor's caches.
    var constantBytes: Int { graph.constantBytes }

    func constant(_ value: Graph.Value) -> Tensor? { (graph.nodes[value.index].operation as? Constant)?.tensor }

    /// A value as float32, in the layout in which it was made.
    mutating func operand(_ value: Graph.Value) throws -> Operand {
        if places[value.index].isEmpty, let tensor = constant(value) {
            places[value.index].append(constant(tensor, in: try Layout(rowMajor: tensor.shape)))
        }
        if let place = places[value.index].first(where: { $0.format == .float32 }) { return place }
        let present = places[value.index][0]
        let layout = try present.layout.alike(dimensions: present.layout.dimensions, of: .float32)
        let converted = try convert(present, to: layout, in: .float32)
        places[value.index].append(converted)
        return converted
    }

    /// Everywhere that a value lies by now.
    func places(of value: Graph.Value) -> [Operand] { places[value.index] }

    /// Notes that a value lies at one more place.
    mutating func note(_ place: Operand, for value: Graph.Value) { places[value.index].append(place) }

    /// A value as float32 in a layout, reordered if it isn't there yet.
    mutating func operand(_ value: Graph.Value, as layout: Layout) throws -> Operand {
        let present = try operand(value)
        for place in places[value.index] where place.format == .float32 && place.layout.isSame(as: layout) {
            return Operand(buffer: place.buffer, layout: layout)
        }
        if let tensor = constant(value) { return try operand(value, tensor, viewedAs: present.layout, as: layout) }
        let copy = try copy(present, to: layout)
        places[value.index].append(copy)
        return copy
    }

    /// A value in row-major order.
    mutating func rowMajor(_ value: Graph.Value) throws -> Operand {
        try operand(value, as: Layout(rowMajor: extents(value)))
    }

    /// A value whose row-major elements are seen as `view`, in the layout `layout` of that view's dimensions.
    mutating func operand(_ value: Graph.Value, viewedAs view: Layout, as layout: Layout) throws -> Operand {
        if let tensor = constant(value) { return try operand(value, tensor, viewedAs: view, as: layout) }
        let plain = try rowMajor(value)
        return view.isSame(as: layout)
            ? Operand(buffer: plain.buffer, layout: layout) : try copy(Operand(buffer: plain.buffer, layout: view), to: layout)
    }

    private mutating func operand(_ value: Graph.Value, _ tensor: Tensor, viewedAs view: Layout, as layout: Layout) throws
        -> Operand
    {
        if view.isSame(as: layout) { return Operand(buffer: try operand(value).buffer, layout: layout) }
        for pack in packs where pack.value == value && pack.view.isSame(as: view) && pack.operand.layout.isSame(as: layout) {
            return Operand(buffer: pack.operand.buffer, layout: layout)
        }
        let packed = try pack(tensor, viewedAs: view, as: layout)
        packs.append(Pack(value: value, view: view, operand: packed))
        return packed
    }

    /// A tensor of the compiler's own, to be reordered when a run first reads it.
    mutating func pack(_ tensor: Tensor, viewedAs view: Layout, as layout: Layout) throws -> Operand {
        if view.isSame(as: layout) { return constant(tensor, in: layout) }
        let weight = PackedWeight(tensor, as: LayoutForm(view: view, layout: layout))
        return Operand(buffer: add(.weight(weight), bytes: weight.bytes), layout: layout)
    }

    /// A kernel in a form that only the current operation reads.
    mutating func pack(_ kernel: Tensor, as form: some WeightForm, layout: Layout) -> Operand {
        let weight = PackedWeight(kernel, as: form)
        return Operand(buffer: add(.weight(weight), bytes: weight.bytes), layout: layout)
    }

    /// A kernel as convolutions of ours read it.
    mutating func operand(_ kernel: Tensor, of value: Graph.Value, as form: some WeightForm) throws -> Operand {
        guard let identity = form.identity else { preconditionFailure("a form of weights without a name") }
        for present in ownKernels where present.value == value && present.identity == identity { return present.operand }
        let operand = pack(kernel, as: form, layout: try Layout(rowMajor: [form.bytes / 4]))
        ownKernels.append((value, identity, operand))
        return operand
    }

    /// Says where the result number `index` of the current operation lies, beside its own value.
    mutating func place(_ operand: Operand, asPart index: Int) {
        parts[current.index, default: [:]][index] = operand
        partRoots.insert(root(of: operand.buffer))
    }

    /// Where the result number `index` of an operation lies.
    func part(_ index: Int, of value: Graph.Value) throws(ShapeMismatch) -> Operand {
        guard let operand = parts[value.index]?[index] else {
            throw ShapeMismatch(
                expected: "an operation of more than \(index) results", found: graph.nodes[value.index].operation.name)
        }
        return operand
    }

    /// A tensor in the layout that it has.
    mutating func constant(_ tensor: Tensor, in layout: Layout) -> Operand {
        let kind: Buffer.Kind =
            tensor.isLoaded ? .tensor(tensor) : .weight(PackedWeight(tensor, as: LayoutForm(view: layout, layout: layout)))
        return Operand(buffer: add(kind, bytes: tensor.count * 4), layout: layout)
    }

    /// Fresh memory for a result.
    mutating func destination(_ layout: Layout) -> Operand {
        Operand(buffer: add(.arena, bytes: layout.bytes), layout: layout)
    }

    /// The memory of `operand` where the current operation is the last to read it, else fresh memory of that layout.
    ///
    /// Not where a block has unused channels: kernels of oneDNN 2.6 that broadcast go wrong there in place.
    mutating func destination(over operand: Operand) -> Operand {
        operand.layout.isDense && canOverwrite(operand) ? operand : destination(operand.layout)
    }

    /// Whether no value that lies in this memory is read after the current operation.
    func canOverwrite(_ operand: Operand) -> Bool {
        let root = root(of: operand.buffer)
        guard case .arena = buffers[root].kind, !partRoots.contains(root) else { return false }
        return places.indices.allSatisfy { value in
            lastUse[value] <= current.index || !places[value].contains { self.root(of: $0.buffer) == root }
        }
    }

    func sharesMemory(_ left: Operand, _ right: Operand) -> Bool { root(of: left.buffer) == root(of: right.buffer) }

    /// Notes that the value being computed takes a transformed kernel.
    mutating func noteTransformedKernel(saving: Double, bytes: Int) {
        transformed.append(TransformedKernel(node: current.index, saving: saving, bytes: bytes))
    }

    /// Says where the value being computed lies.
    mutating func place(_ operand: Operand) { places[current.index] = [operand] }

    mutating func emit(_ description: PrimitiveDescription, _ arguments: [(argument: Argument, operand: Operand)]) throws {
        var arguments = arguments
        let scratchpad = description.scratchpad
        if scratchpad.bytes > 0 { arguments.append((.scratchpad, destination(scratchpad))) }
        steps.append(Step(site: node.site, work: .primitive(try Primitive(description), arguments), operation: current.index))
    }

    mutating func emit(_ kernel: Kernel, _ operands: [Operand]) {
        steps.append(Step(site: node.site, work: .kernel(kernel, operands), operation: current.index))
    }

    /// The same tensor in fresh memory of another layout.
    mutating func copy(_ source: Operand, to layout: Layout) throws -> Operand {
        let result = destination(layout)
        try copy(source, into: result)
        return result
    }

    mutating func copy(_ source: Operand, into destination: Operand) throws {
        let reorder = try PrimitiveDescription.reorder(from: source.layout, to: destination.layout)
        try emit(reorder, [(.source, source), (.destination, destination)])
    }

    private mutating func add(_ kind: Buffer.Kind, bytes: Int) -> Int {
        buffers.append(Buffer(kind: kind, bytes: bytes))
        return buffers.count - 1
    }

    func root(of buffer: Int) -> Int {
        var root = buffer
        while let parent = buffers[root].parent { root = parent.buffer }
        return root
    }

    /// Whether all of the memory is the operand's and the compiler's to place.
    func isMovable(_ operand: Operand) -> Bool {
        guard case .arena = buffers[operand.buffer].kind else { return false }
        return buffers[operand.buffer].parent == nil && buffers[operand.buffer].bytes == operand.layout.bytes
    }

    /// Makes the memory of `operand` a part of that of `whole`.
    mutating func embed(_ operand: Operand, in whole: Operand, at offset: Int) {
        buffers[operand.buffer].parent = (whole.buffer, offset)
    }

    /// Lowers every node, then brings the outputs to row-major memory of their own, and what is assigned to its variables.
    mutating func lowerAll() throws {
        for (index, value) in graph.inputs.enumerated() {
            let layout = try Layout(rowMajor: graph.extents(of: value))
            places[value.index] = [Operand(buffer: add(.input(index), bytes: layout.bytes), layout: layout)]
        }
        for index in graph.nodes.indices {
            current = Graph.Value(index: index)
            // Poolings may have been computed with what they read.
            guard !(node.operation is Input), !(node.operation is Constant), places[index].isEmpty else { continue }
            try node.site.naming { try node.operation.lower(into: &self) }
        }
        for (index, value) in graph.outputs.enumerated() {
            current = value
            try node.site.naming { try placeOutput(value, index) }
        }
        try assign()
    }

    /// Moves what is assigned to its variables; what lies in a variable itself is copied before any is changed.
    private mutating func assign() throws {
        let sources = try graph.assignments.map { assignment in
            current = assignment.value
            return try node.site.naming {
                let source = try rowMajor(assignment.value)
                guard case .tensor = buffers[root(of: source.buffer)].kind else { return source }
                return try copy(source, to: source.layout)
            }
        }
        for (assignment, source) in zip(graph.assignments, sources) {
            current = assignment.value
            try node.site.naming {
                try copy(source, into: constant(assignment.variable.tensor, in: source.layout))
            }
        }
    }

    private mutating func placeOutput(_ value: Graph.Value, _ index: Int) throws {
        let result = try rowMajor(value)
        if isMovable(result) {
            buffers[result.buffer].kind = .output(index)
        } else {
            let own = Operand(buffer: add(.output(index), bytes: result.layout.bytes), layout: result.layout)
            try copy(result, into: own)
        }
    }
}
