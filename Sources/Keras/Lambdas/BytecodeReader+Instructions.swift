extension BytecodeReader {
    /// Reads an instruction after which the next one follows.
    mutating func read(_ instruction: Instruction, _ frame: inout Frame) throws(ReadingFault) {
        let argument = instruction.argument
        switch instruction.name {
        case "NOP", "RESUME", "COPY_FREE_VARS", "MAKE_CELL", "PRECALL", "GEN_START", "RETURN_GENERATOR", "NOT_TAKEN",
            "LOAD_FAST_AND_CLEAR":
            // What RETURN_GENERATOR pushes is popped at once; the old value of a comprehension's variable is put back at its end.
            if instruction.name == "RETURN_GENERATOR" || instruction.name == "LOAD_FAST_AND_CLEAR" { frame.stack.append(.null) }
        case "POP_TOP": try discard(try frame.pop(), &frame)
        case "ROT_TWO": try frame.rotate(2)
        case "ROT_THREE": try frame.rotate(3)
        case "ROT_FOUR": try frame.rotate(4)
        case "ROT_N": try frame.rotate(argument)
        case "SWAP":
            let (top, other) = (try frame.peek(1), try frame.peek(argument))
            frame.stack[frame.stack.count - argument] = top
            frame.stack[frame.stack.count - 1] = other
        case "COPY": frame.stack.append(try frame.peek(argument))
        case "DUP_TOP": frame.stack.append(try frame.peek(1))
        case "DUP_TOP_TWO", "DUP_TOPX":
            for _ in 0..<min(argument == 0 ? 2 : argument, 8) { frame.stack.append(try frame.peek(argument == 0 ? 2 : argument)) }
        case "PUSH_NULL": frame.stack.append(.null)
        case "LOAD_CONST": frame.stack.append(try loadConstant(frame, argument))
        case "LOAD_SMALL_INT": frame.stack.append(.step(try add(.constant(.integer(argument)))))
        case "GET_ITER": frame.stack.append(.iterator(try step(frame.pop())))
        default:
            if try readVariable(instruction, &frame) { return }
            if try readOperator(instruction, &frame) { return }
            if try readCall(instruction, &frame) { return }
            throw refusal(of: instruction)
        }
    }

    private func refusal(of instruction: Instruction) -> ReadingFault {
        let place = "\(instruction.name) at byte \(instruction.offset)"
        if instruction.isJump { return ReadingFault("it branches (\(place))") }
        if instruction.name.hasPrefix("YIELD") { return ReadingFault("it is a generator (\(place))") }
        if instruction.name.hasPrefix("STORE_") || instruction.name.hasPrefix("DELETE_") {
            return ReadingFault("it changes something that it has not made (\(place))")
        }
        return ReadingFault("it does what Framerill doesn't read (\(place))")
    }

    private mutating func loadConstant(_ frame: Frame, _ index: Int) throws(ReadingFault) -> Slot {
        if case .code(let code) = try constant(frame, index) as PythonValue { return .function(code, free: [:]) }
        return .step(try constant(frame, index))
    }

    /// A value that nothing takes: harmless unless it is what a call gives, for that call may have changed something.
    private mutating func discard(_ slot: Slot, _ frame: inout Frame) throws(ReadingFault) {
        guard case .step(let step) = slot, case .call(let function, let positional, let keywords) = program.steps[step] else {
            return
        }
        if case .attribute(let list, "append") = program.steps[function], positional.count == 1, keywords.isEmpty,
            program.steps[list].isList
        {
            let longer = Slot.step(try add(.extended(list, try add(.list(positional)))))
            frame.variables = frame.variables.mapValues { $0 == .step(list) ? longer : $0 }
            frame.stack = frame.stack.map { $0 == .step(list) ? longer : $0 }
            return
        }
        if case .global("print") = program.steps[function] { return }
        throw ReadingFault("it drops what a call gives, so that call must change something")
    }

    /// Loads and stores of variables, globals, attributes and modules.
    private mutating func readVariable(_ instruction: Instruction, _ frame: inout Frame) throws(ReadingFault) -> Bool {
        let argument = instruction.argument
        switch instruction.name {
        case "LOAD_FAST", "LOAD_FAST_CHECK", "LOAD_FAST_BORROW":
            frame.stack.append(try load(variable(frame, argument), frame))
        case "LOAD_FAST_LOAD_FAST", "LOAD_FAST_BORROW_LOAD_FAST_BORROW":
            frame.stack.append(try load(variable(frame, argument >> 4), frame))
            frame.stack.append(try load(variable(frame, argument & 15), frame))
        case "STORE_FAST": try store(&frame, argument)
        case "STORE_FAST_LOAD_FAST":
            try store(&frame, argument >> 4)
            frame.stack.append(try load(variable(frame, argument & 15), frame))
        case "STORE_FAST_STORE_FAST":
            try store(&frame, argument >> 4)
            try store(&frame, argument & 15)
        case "DELETE_FAST": frame.variables[try variable(frame, argument)] = nil
        case "LOAD_DEREF": frame.stack.append(try load(variable(frame, argument, isCell: true), frame))
        case "STORE_DEREF": frame.variables[try variable(frame, argument, isCell: true)] = try frame.pop()
        case "LOAD_CLOSURE": frame.stack.append(.cell(try variable(frame, argument, isCell: true)))
        case "LOAD_GLOBAL":
            let hasMark = version.joinsVariables && argument & 1 == 1
            let global = Slot.step(try add(.global(name(frame, version.joinsVariables ? argument >> 1 : argument))))
            pushCallable(global, hasMark: hasMark, &frame)
        case "LOAD_ATTR":
            let hasMark = version >= .python312 && argument & 1 == 1
            let name = try name(frame, version >= .python312 ? argument >> 1 : argument)
            pushCallable(.step(try add(.attribute(step(frame.pop()), name))), hasMark: hasMark, &frame)
        case "LOAD_METHOD":
            pushCallable(.step(try add(.attribute(step(frame.pop()), name(frame, argument)))), hasMark: true, &frame)
        case "IMPORT_NAME": try importModule(name(frame, argument), &frame)
        case "IMPORT_FROM": frame.stack.append(.step(try add(.attribute(step(frame.peek(1)), name(frame, argument)))))
        default: return false
        }
        return true
    }

    /// A function that is called soon, and the mark that it has no `self`: below it up to 3.12, above it since.
    private func pushCallable(_ function: Slot, hasMark: Bool, _ frame: inout Frame) {
        frame.stack += !hasMark ? [function] : version >= .python313 ? [function, .null] : [.null, function]
    }

    private func store(_ frame: inout Frame, _ index: Int) throws(ReadingFault) {
        let value = try frame.pop()
        // The mark that a comprehension puts back where its variable had no value before.
        frame.variables[try variable(frame, index)] = value == .null ? nil : value
    }

    private mutating func importModule(_ name: String, _ frame: inout Frame) throws(ReadingFault) {
        let list = try step(frame.pop())
        let level = try step(frame.pop())
        let roots: Set = ["tensorflow", "keras", "tf_keras", "numpy", "math"]
        let root = String(name.prefix { $0 != "." })
        guard roots.contains(root), [.constant(.integer(0)), .constant(.integer(-1))].contains(program.steps[level]) else {
            throw ReadingFault("it imports \"\(name)\", which Framerill doesn't know")
        }
        // `import a.b` gives a, `from a.b import c` gives a.b.
        frame.stack.append(.step(try add(.module(program.steps[list] == .constant(.none) ? root : name))))
    }
}

extension FunctionProgram.Step {
    /// Whether it makes a list of its own.
    var isList: Bool {
        switch self {
        case .list, .extended: true
        default: false
        }
    }
}
