extension BytecodeReader {
    /// Arithmetic, comparisons, slices and lists.
    mutating func readOperator(_ instruction: Instruction, _ frame: inout Frame) throws(ReadingFault) -> Bool {
        let (name, argument) = (instruction.name, instruction.argument)
        switch name {
        case "UNARY_NEGATIVE": try unary(.negative, &frame)
        case "UNARY_POSITIVE": try unary(.positive, &frame)
        case "UNARY_INVERT": try unary(.invert, &frame)
        case "UNARY_NOT": try unary(.not, &frame)
        case "CALL_INTRINSIC_1" where argument == 5: try unary(.positive, &frame)
        case "CALL_INTRINSIC_1" where argument == 6: break
        case "LIST_TO_TUPLE": break
        case "BINARY_OP" where argument == 26 && version >= .python314: try binary(&frame) { .subscription($0, $1) }
        case "BINARY_OP":
            guard let known = BinaryOperator(instruction: argument) else { return false }
            try binary(&frame) { .binary(known, $0, $1) }
        case "BINARY_SUBSCR": try binary(&frame) { .subscription($0, $1) }
        case "BINARY_SLICE":
            let bounds = try frame.pop(2)
            try slice(&frame, start: step(bounds[0]), stop: step(bounds[1]))
        case "SLICE_0": try slice(&frame, start: nil, stop: nil)
        case "SLICE_1": try slice(&frame, start: step(frame.pop()), stop: nil)
        case "SLICE_2": try slice(&frame, start: nil, stop: step(frame.pop()))
        case "SLICE_3":
            let bounds = try frame.pop(2)
            try slice(&frame, start: step(bounds[0]), stop: step(bounds[1]))
        case "COMPARE_OP":
            guard let comparison = Comparison(argument, version) else { return false }
            try binary(&frame) { .comparison(comparison, $0, $1) }
        case "BUILD_SLICE":
            guard argument == 2 || argument == 3 else { return false }
            let parts = try steps(frame.pop(argument))
            let last = argument == 3 ? parts[2] : try add(.constant(.none))
            frame.stack.append(.step(try add(.slice(parts[0], parts[1], last))))
        case "BUILD_TUPLE", "BUILD_LIST": try build(&frame, argument)
        case "LIST_EXTEND" where argument == 1: try binary(&frame) { .extended($0, $1) }
        case "UNPACK_SEQUENCE":
            let list = try step(frame.pop())
            guard argument <= 256 else { return false }
            for index in (0..<argument).reversed() {
                frame.stack.append(.step(try add(.element(list, index: index, count: argument))))
            }
        default:
            guard let end = name.split(separator: "_", maxSplits: 1).last,
                name.hasPrefix("BINARY_") || name.hasPrefix("INPLACE_"),
                let known = BinaryOperator(name: end)
            else { return false }
            try binary(&frame) { .binary(known, $0, $1) }
        }
        return true
    }

    func steps(_ slots: [Slot]) throws(ReadingFault) -> [Int] {
        var steps: [Int] = []
        for slot in slots { steps.append(try step(slot)) }
        return steps
    }

    private mutating func unary(_ known: UnaryOperator, _ frame: inout Frame) throws(ReadingFault) {
        frame.stack.append(.step(try add(.unary(known, step(frame.pop())))))
    }

    private mutating func binary(_ frame: inout Frame, _ make: (Int, Int) -> FunctionProgram.Step) throws(ReadingFault) {
        let operands = try steps(frame.pop(2))
        frame.stack.append(.step(try add(make(operands[0], operands[1]))))
    }

    private mutating func slice(_ frame: inout Frame, start: Int?, stop: Int?) throws(ReadingFault) {
        let value = try step(frame.pop())
        let none = try add(.constant(.none))
        let slice = try add(.slice(start ?? none, stop ?? none, none))
        frame.stack.append(.step(try add(.subscription(value, slice))))
    }

    private mutating func build(_ frame: inout Frame, _ count: Int) throws(ReadingFault) {
        let parts = try frame.pop(count)
        let names = parts.compactMap { if case .cell(let name) = $0 { name } else { nil } }
        // A tuple of cells is what a function defined inside shares.
        if !parts.isEmpty, names.count == parts.count {
            frame.stack.append(.cells(names))
        } else {
            frame.stack.append(.step(try add(.list(steps(parts)))))
        }
    }
}
