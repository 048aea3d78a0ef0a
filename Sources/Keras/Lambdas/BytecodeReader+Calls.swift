extension BytecodeReader {
    /// Calls in the forms of all versions, and functions defined inside.
    mutating func readCall(_ instruction: Instruction, _ frame: inout Frame) throws(ReadingFault) -> Bool {
        let argument = instruction.argument
        switch (instruction.name, version) {
        case ("CALL_FUNCTION", .python27), ("CALL_FUNCTION", .python35):
            // The high byte counts named arguments, each a name and a value.
            let named = try frame.pop(2 * (argument >> 8))
            let positional = try frame.pop(argument & 0xFF)
            var keywords: [FunctionProgram.Keyword] = []
            for index in stride(from: 0, to: named.count, by: 2) {
                guard case .step(let key) = named[index], case .constant(let value) = program.steps[key], let name = value.text
                else { return false }
                keywords.append(FunctionProgram.Keyword(name: name, value: try step(named[index + 1])))
            }
            try call(frame.pop(), positional, keywords, &frame)
        case ("CALL_FUNCTION", _):
            try callNamed([], count: argument, &frame) { (frame: inout Frame) throws(ReadingFault) in [try frame.pop()] }
        case ("CALL_FUNCTION_KW", .python35), ("CALL_FUNCTION_KW", .python27): return false
        case ("CALL_FUNCTION_KW", _):
            try callNamed(names(frame.pop()), count: argument, &frame) { (frame: inout Frame) throws(ReadingFault) in
                [try frame.pop()]
            }
        case ("CALL_METHOD", _):
            try callNamed([], count: argument, &frame) { (frame: inout Frame) throws(ReadingFault) in
                try Self.popCallable(&frame, markIsAbove: false)
            }
        case ("CALL_KW", _):
            try callNamed(names(frame.pop()), count: argument, &frame) { (frame: inout Frame) throws(ReadingFault) in
                try Self.popCallable(&frame, markIsAbove: true)
            }
        case ("CALL", _):
            let names = frame.keywordNames
            frame.keywordNames = []
            let markIsAbove = version >= .python313
            try callNamed(names, count: argument, &frame) { (frame: inout Frame) throws(ReadingFault) in
                try Self.popCallable(&frame, markIsAbove: markIsAbove)
            }
        case ("KW_NAMES", _): frame.keywordNames = try names(constant(frame, argument))
        case ("MAKE_FUNCTION", _), ("MAKE_CLOSURE", _), ("SET_FUNCTION_ATTRIBUTE", _):
            return try makeFunction(instruction, &frame)
        default: return false
        }
        return true
    }

    /// A call whose last arguments have `names`.
    private mutating func callNamed(
        _ names: [String], count: Int, _ frame: inout Frame, function: (inout Frame) throws(ReadingFault) -> [Slot]
    ) throws(ReadingFault) {
        var arguments = try frame.pop(count)
        guard names.count <= arguments.count else { throw ReadingFault("it names more arguments than it gives") }
        let named = try steps(Array(arguments.suffix(names.count)))
        arguments.removeLast(names.count)
        var callable = try function(&frame)
        // What stands behind the function is its first argument: a comprehension is called so.
        let called = callable.removeFirst()
        let keywords = zip(names, named).map { FunctionProgram.Keyword(name: $0, value: $1) }
        try call(called, callable + arguments, keywords, &frame)
    }

    /// The function below its arguments, and the mark that it has no `self`.
    private static func popCallable(_ frame: inout Frame, markIsAbove: Bool) throws(ReadingFault) -> [Slot] {
        let (upper, lower) = (try frame.pop(), try frame.pop())
        if markIsAbove { return upper == .null ? [lower] : [lower, upper] }
        return lower == .null ? [upper] : [lower, upper]
    }

    private mutating func call(
        _ function: Slot, _ positional: [Slot], _ keywords: [FunctionProgram.Keyword], _ frame: inout Frame
    ) throws(ReadingFault) {
        if case .function(let code, let free) = function {
            guard keywords.isEmpty else { throw ReadingFault("it calls its own \"\(code.name)\" with named arguments") }
            frame.stack.append(try inline(code, positional, free: free))
            return
        }
        // A generator expression gives a list, and its iterator is never used up.
        let arguments = positional.map { if case .iterator(let list) = $0 { Slot.step(list) } else { $0 } }
        frame.stack.append(.step(try add(.call(step(function), positional: steps(arguments), keywords: keywords))))
    }

    private func names(_ slot: Slot) throws(ReadingFault) -> [String] {
        guard case .constant(let value) = program.steps[try step(slot)] else {
            throw ReadingFault("it names arguments by something that is not constant")
        }
        return try names(value)
    }

    private func names(_ value: PythonValue) throws(ReadingFault) -> [String] {
        guard let names = value.elements?.map(\.text), !names.contains(nil) else {
            throw ReadingFault("it names arguments by something that is no name")
        }
        return names.compactMap(\.self)
    }

    /// A function defined inside, with its code on the stack and below it what it shares; without defaults.
    private mutating func makeFunction(_ instruction: Instruction, _ frame: inout Frame) throws(ReadingFault) -> Bool {
        let sharesVariables: Bool
        switch (instruction.name, version) {
        case ("MAKE_CLOSURE", _):
            guard instruction.argument == 0 else { return false }
            sharesVariables = true
        case ("SET_FUNCTION_ATTRIBUTE", _):
            guard instruction.argument == 8, case .function(let code, _) = try frame.pop() else { return false }
            frame.stack.append(.function(code, free: try shared(with: code, &frame)))
            return true
        case (_, .python27), (_, .python35): sharesVariables = false
        default: sharesVariables = instruction.argument == 8
        }
        guard instruction.argument == 0 || sharesVariables else { return false }
        // From 3.3 to 3.10 the qualified name lies above the code.
        let hasName = version != .python27 && !version.joinsVariables
        if hasName { _ = try frame.pop() }
        guard case .function(let code, _) = try frame.pop() else { return false }
        frame.stack.append(.function(code, free: sharesVariables ? try shared(with: code, &frame) : [:]))
        return true
    }

    private func shared(with code: PythonCode, _ frame: inout Frame) throws(ReadingFault) -> [String: Slot] {
        var free: [String: Slot] = [:]
        switch try frame.pop() {
        case .cells(let names) where names.count == code.freeVariables.count:
            for (inner, outer) in zip(code.freeVariables, names) { free[inner] = try load(outer, frame) }
        case .step(let list):
            // From 3.13 on cells are loaded like other variables.
            guard case .list(let values) = program.steps[list], values.count == code.freeVariables.count else { fallthrough }
            for (inner, value) in zip(code.freeVariables, values) { free[inner] = .step(value) }
        default: throw ReadingFault("its own \"\(code.name)\" lacks the variables that it shares")
        }
        return free
    }
}
