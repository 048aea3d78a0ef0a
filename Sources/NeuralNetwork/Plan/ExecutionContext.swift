/// What one run at a time needs beside the shared program: an arena, a stream, and every argument bound to its memory.
///
/// Unchecked, for the plan hands a context to one run at a time.
final class ExecutionContext: @unchecked Sendable {
    private let program: Program
    private let stream: Stream
    private let arena: AlignedMemory
    private var works: [Work] = []
    /// Where the operands of each kernel lie, by step; empty for primitives.
    private var pointers: [[UnsafeMutablePointer<Float>]] = []
    /// The memories that lie in tensors of the caller, and where.
    private var inputs: [External] = []
    private var outputs: [External] = []
    /// What lies in packed weights, by step; empty once all of them are kept.
    private var weights: [[Weight]]

    private struct Weight {
        let packed: PackedWeight
        let target: External.Target
    }

    private enum Work {
        case primitive(Primitive, BoundArguments)
        case kernel(Kernel)
    }

    private struct External {
        let port: Int
        let offset: Int
        let target: Target
        enum Target {
            case memory(Memory)
            case pointer(work: Int, position: Int)
        }
    }

    init(_ program: Program) throws {
        self.program = program
        stream = try Stream()
        arena = AlignedMemory(bytes: program.arenaBytes)
        weights = program.steps.map { _ in [] }
        for (index, step) in program.steps.enumerated() {
            switch step.work {
            case .primitive(let primitive, let arguments):
                works.append(
                    .primitive(primitive, BoundArguments(try arguments.map { ($0.argument, try bind($0.operand, work: index)) })))
                pointers.append([])
            case .kernel(let kernel, let operands):
                works.append(.kernel(kernel))
                pointers.append(operands.enumerated().map { pointer($1, work: index, position: $0) })
            }
        }
    }

    /// Computes `outputs`, tensors that nobody has seen, from `inputs`, on the calling thread and its team.
    ///
    /// Once weights are kept it allocates nothing: what a run needs was made with the context.
    ///
    /// - Parameter keepsWeights: packs what isn't packed yet for good; otherwise for this run alone, weights that others keep too.
    func run(
        _ inputs: [Tensor], into outputs: [Tensor], keepsWeights: Bool, observing observe: ((Int) -> Void)? = nil
    ) throws {
        let packing = weights.isEmpty ? nil : WeightWindow(program, stream, keepsWeights: keepsWeights)
        for external in self.inputs {
            try inputs[external.port].withElements {
                try move(external, to: UnsafeMutableRawPointer(mutating: $0.baseAddress!))
            }
        }
        for external in self.outputs { try move(external, to: outputs[external.port].ownMemory) }
        try withExtendedLifetime((inputs, outputs)) {
            for index in works.indices {
                if let packing { try program.steps[index].site.naming { try pack(index, packing) } }
                switch works[index] {
                case .primitive(let primitive, let arguments):
                    try program.steps[index].site.naming { try primitive.execute(on: stream, arguments) }
                case .kernel(let kernel): try program.steps[index].site.naming { try kernel.body(pointers[index]) }
                }
                observe?(index)
            }
        }
        if keepsWeights { weights = [] }
    }

    private func pack(_ index: Int, _ window: WeightWindow) throws {
        guard !weights[index].isEmpty else { return }
        window.begin()
        for weight in weights[index] { try move(weight.target, to: window.place(weight.packed)) }
    }

    private func move(_ external: External, to start: UnsafeMutableRawPointer) throws {
        try move(external.target, to: start + external.offset)
    }

    private func move(_ target: External.Target, to start: UnsafeMutableRawPointer) throws {
        switch target {
        case .memory(let memory): try memory.move(to: start)
        case .pointer(let work, let position): pointers[work][position] = start.assumingMemoryBound(to: Float.self)
        }
    }

    private func bind(_ operand: Operand, work: Int) throws -> Memory {
        let memory = try Memory(operand.layout, at: address(operand))
        switch program.addresses[operand.buffer] {
        case .input(let port, let offset): inputs.append(External(port: port, offset: offset, target: .memory(memory)))
        case .output(let port, let offset): outputs.append(External(port: port, offset: offset, target: .memory(memory)))
        case .weight(let weight): weights[work].append(Weight(packed: weight, target: .memory(memory)))
        default: break
        }
        return memory
    }

    private func pointer(_ operand: Operand, work: Int, position: Int) -> UnsafeMutablePointer<Float> {
        let target = External.Target.pointer(work: work, position: position)
        switch program.addresses[operand.buffer] {
        case .input(let port, let offset): inputs.append(External(port: port, offset: offset, target: target))
        case .output(let port, let offset): outputs.append(External(port: port, offset: offset, target: target))
        case .weight(let weight): weights[work].append(Weight(packed: weight, target: target))
        default: break
        }
        // What lies in a caller's tensor, or is packed in a run, is moved there then.
        return (address(operand) ?? arena.start).assumingMemoryBound(to: Float.self)
    }

    private func address(_ operand: Operand) -> UnsafeMutableRawPointer? {
        switch program.addresses[operand.buffer] {
        case .arena(let offset): arena.start + offset
        case .tensor(let tensor, let offset): tensor.withElements { UnsafeMutableRawPointer(mutating: $0.baseAddress!) } + offset
        case .input, .output, .weight, .unused: nil
        }
    }
}
