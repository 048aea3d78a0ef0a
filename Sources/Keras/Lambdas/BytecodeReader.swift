/// Reads straight-line bytecode by going through it once with values that are not there yet: each instruction moves steps of a
/// `FunctionProgram` on a stack, and none is executed.
///
/// What is read: arithmetic, comparisons, slices, lists, calls, imports of known modules, variables of all kinds, comprehensions
/// without conditions, and calls of functions that are defined inside. Everything that could go two ways is refused, as is what
/// changes something that has been made. Instructions, steps and depth are bounded, so reading ends soon for any bytes.
package struct BytecodeReader {
    /// What may lie on Python's stack or in a variable.
    enum Slot: Hashable {
        case step(Int)
        /// The mark below a function that is about to be called.
        case null
        /// A function defined inside, with the variables that it shares.
        case function(PythonCode, free: [String: Slot])
        case cell(String)
        case cells([String])
        /// What has to be iterated over: what `iter` was called with.
        case iterator(Int)
    }

    struct Frame {
        let code: PythonCode
        let instructions: [Instruction]
        var variables: [String: Slot] = [:]
        var stack: [Slot] = []
        /// Names of the arguments of the next call, from KW_NAMES.
        var keywordNames: [String] = []
    }

    static let greatestStepCount = 4096
    static let greatestDepth = 8

    let version: PythonVersion
    var program = FunctionProgram()
    /// Instructions that may still be read.
    var budget = 20_000
    private let depth: Int

    init(_ version: PythonVersion, depth: Int = 0) {
        self.version = version
        self.depth = depth
    }

    /// The program of a function: with the first version of Python that its code fits.
    package static func read(_ code: PythonCode) throws(ReadingFault) -> FunctionProgram {
        var first: ReadingFault?
        for version in PythonVersion.candidates(code.layout) {
            do {
                var reader = BytecodeReader(version)
                return try reader.function(code)
            } catch {
                // Of several objections that of the version that the whole code fits tells most.
                if first == nil || version == fittingVersion(code) { first = error }
            }
        }
        throw first ?? ReadingFault("its code is no Python's")
    }

    /// The first version whose instructions the code is made of.
    package static func fittingVersion(_ code: PythonCode) -> PythonVersion {
        let candidates = PythonVersion.candidates(code.layout)
        return candidates.first { (try? Instruction.list(of: code, $0)) != nil } ?? candidates[0]
    }

    private mutating func function(_ code: PythonCode) throws(ReadingFault) -> FunctionProgram {
        guard !code.isSuspending else { throw ReadingFault("it is a generator or a coroutine") }
        var frame = Frame(code: code, instructions: try Instruction.list(of: code, version))
        for name in code.parameters { frame.variables[name] = .step(try add(.parameter(name))) }
        if code.takesAnyPositional {
            let index = code.parameters.count
            guard code.variables.indices.contains(index) else { throw ReadingFault("its parameters lack a name") }
            frame.variables[code.variables[index]] = .step(try add(.noArguments))
        }
        for name in code.freeVariables { frame.variables[name] = .step(try add(.freeVariable(name))) }
        program.result = try step(run(&frame, 0..<frame.instructions.count))
        return program
    }

    mutating func add(_ step: FunctionProgram.Step) throws(ReadingFault) -> Int {
        guard program.steps.count < Self.greatestStepCount else {
            throw ReadingFault("it takes more than \(Self.greatestStepCount) steps")
        }
        program.steps.append(step)
        return program.steps.count - 1
    }

    /// A value, where nothing else may be.
    func step(_ slot: Slot) throws(ReadingFault) -> Int {
        switch slot {
        case .step(let step): return step
        case .function: throw ReadingFault("it hands on a function that it defines itself")
        case .null, .cell, .cells, .iterator: throw ReadingFault("its stack holds something else than a value")
        }
    }

    // MARK: - Inner functions and repetitions

    /// What a function defined inside gives for these arguments, in steps of the program at hand.
    mutating func inline(_ code: PythonCode, _ arguments: [Slot], free: [String: Slot]) throws(ReadingFault) -> Slot {
        guard depth < Self.greatestDepth else { throw ReadingFault("its functions lie inside each other too deeply") }
        guard arguments.count == code.parameters.count, !code.takesAnyPositional, !code.takesAnyKeyword else {
            throw ReadingFault("it calls its own \"\(code.name)\" with other arguments than that has")
        }
        var inner = BytecodeReader(version, depth: depth + 1)
        (inner.program, inner.budget) = (program, budget)
        var frame = Frame(code: code, instructions: try Instruction.list(of: code, version), variables: free)
        for (name, argument) in zip(code.parameters, arguments) { frame.variables[name] = argument }
        let result = try inner.run(&frame, 0..<frame.instructions.count)
        (program, budget) = (inner.program, inner.budget)
        return result
    }

    /// The list that a loop fills, one element for each turn of its body.
    ///
    /// - Parameter body: the instructions from behind FOR_ITER to before LIST_APPEND or YIELD_VALUE.
    mutating func comprehension(_ frame: Frame, body: Range<Int>, over list: Int) throws(ReadingFault) -> Slot {
        guard depth < Self.greatestDepth else { throw ReadingFault("its loops lie inside each other too deeply") }
        var inner = BytecodeReader(version, depth: depth + 1)
        inner.budget = budget
        var turn = Frame(code: frame.code, instructions: frame.instructions)
        for (name, slot) in frame.variables.sorted(by: { $0.key < $1.key }) {
            turn.variables[name] = try inner.outer(slot)
        }
        turn.stack = [.step(try inner.add(.parameter(".0")))]
        let result = try inner.run(&turn, body)
        inner.program.result = try inner.step(result)
        budget = inner.budget
        return .step(try add(.comprehension(FunctionProgram.Body(inner.program), over: list)))
    }

    /// A slot of the function around a body, as the body reads it.
    private mutating func outer(_ slot: Slot) throws(ReadingFault) -> Slot? {
        switch slot {
        case .step(let step): return .step(try add(.outer(step)))
        case .function(let code, let free):
            var own: [String: Slot] = [:]
            for (name, slot) in free.sorted(by: { $0.key < $1.key }) { own[name] = try outer(slot) }
            return .function(code, free: own)
        case .null, .cell, .cells, .iterator: return nil
        }
    }
}
