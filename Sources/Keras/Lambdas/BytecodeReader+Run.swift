extension BytecodeReader {
    /// Reads a range of instructions to the value that is returned, or that lies on top of the stack at the range's end.
    mutating func run(_ frame: inout Frame, _ range: Range<Int>) throws(ReadingFault) -> Slot {
        var index = range.lowerBound
        while index < range.upperBound {
            let instruction = frame.instructions[index]
            budget -= 1
            guard budget >= 0, frame.stack.count <= 1024 else { throw ReadingFault("it has too many instructions") }
            index += 1
            switch instruction.name {
            case "RETURN_VALUE": return try frame.pop()
            case "RETURN_CONST": return .step(try constant(frame, instruction.argument))
            case "FOR_ITER":
                guard let next = try loop(&frame, from: index, in: range) else { return try frame.pop() }
                index = next
            default: try read(instruction, &frame)
            }
        }
        return try frame.pop()
    }

    /// A loop that makes a list: `FOR_ITER, …, LIST_APPEND, jump back`, or the same with YIELD_VALUE, whose function then is done.
    ///
    /// - Returns: where to go on, nil if the function gives what lies on the stack.
    private mutating func loop(_ frame: inout Frame, from start: Int, in range: Range<Int>) throws(ReadingFault) -> Int? {
        let refusal = ReadingFault("it loops (FOR_ITER at byte \(frame.instructions[start - 1].offset))")
        let rest = frame.instructions[start..<range.upperBound]
        let isGenerator = frame.code.name == "<genexpr>"
        guard let end = rest.firstIndex(where: { $0.name == (isGenerator ? "YIELD_VALUE" : "LIST_APPEND") }) else {
            throw refusal
        }
        let behind = frame.instructions[(end + 1)..<range.upperBound].prefix(3)
        guard let jump = behind.firstIndex(where: { $0.name == "JUMP_ABSOLUTE" || $0.name == "JUMP_BACKWARD" }),
            frame.instructions[(end + 1)..<jump].allSatisfy({ $0.name == "POP_TOP" || $0.name == "RESUME" }),
            case .iterator(let list) = try frame.pop()
        else { throw refusal }
        let result = try comprehension(frame, body: start..<end, over: list)
        if isGenerator {
            frame.stack = [result]
            return nil
        }
        guard frame.instructions[end].argument == 2, case .step(let made) = try frame.pop(), program.steps[made] == .list([])
        else {
            throw refusal
        }
        frame.stack.append(result)
        // The loop's end takes the iterator away: END_FOR in 3.12, with POP_TOP in 3.13 and with POP_ITER in 3.14.
        var next = jump + 1
        for name in ["END_FOR", version == .python313 ? "POP_TOP" : "POP_ITER"]
        where next < range.upperBound && frame.instructions[next].name == name { next += 1 }
        return next
    }

    func constant(_ frame: Frame, _ index: Int) throws(ReadingFault) -> PythonValue {
        guard frame.code.constants.indices.contains(index) else { throw ReadingFault("it uses a constant that is not there") }
        return frame.code.constants[index]
    }

    mutating func constant(_ frame: Frame, _ index: Int) throws(ReadingFault) -> Int {
        let value: PythonValue = try constant(frame, index)
        if case .hugeInteger = value { throw ReadingFault("it uses an integer of more than 63 bits") }
        return try add(.constant(value))
    }

    func name(_ frame: Frame, _ index: Int) throws(ReadingFault) -> String {
        guard frame.code.names.indices.contains(index) else { throw ReadingFault("it uses a name that is not there") }
        return frame.code.names[index]
    }

    func variable(_ frame: Frame, _ index: Int, isCell: Bool = false) throws(ReadingFault) -> String {
        let joined = version.joinsVariables || !isCell
        let names = joined ? frame.code.variables : frame.code.cells + frame.code.freeVariables
        guard names.indices.contains(index) else { throw ReadingFault("it uses a variable that is not there") }
        return names[index]
    }

    func load(_ name: String, _ frame: Frame) throws(ReadingFault) -> Slot {
        guard let slot = frame.variables[name] else {
            throw ReadingFault("it uses its variable \"\(name)\" before it has a value")
        }
        return slot
    }
}

extension BytecodeReader.Frame {
    mutating func pop() throws(ReadingFault) -> BytecodeReader.Slot {
        guard let top = stack.popLast() else { throw ReadingFault("its code takes more from the stack than lies there") }
        return top
    }

    /// The last `count` slots, the topmost last.
    mutating func pop(_ count: Int) throws(ReadingFault) -> [BytecodeReader.Slot] {
        guard count <= stack.count else { throw ReadingFault("its code takes more from the stack than lies there") }
        defer { stack.removeLast(count) }
        return Array(stack.suffix(count))
    }

    /// The slot that lies `depth` from the top, which is 1.
    func peek(_ depth: Int) throws(ReadingFault) -> BytecodeReader.Slot {
        guard depth >= 1, depth <= stack.count else {
            throw ReadingFault("its code takes more from the stack than lies there")
        }
        return stack[stack.count - depth]
    }

    /// Moves the topmost slot down to be the one at `depth`.
    mutating func rotate(_ depth: Int) throws(ReadingFault) {
        let top = try pop()
        guard depth >= 1, depth - 1 <= stack.count else {
            throw ReadingFault("its code takes more from the stack than lies there")
        }
        stack.insert(top, at: stack.count - (depth - 1))
    }
}
