/// A function's instructions as text, for errors: at most 40 lines.
package enum Disassembly {
    private static let greatestLineCount = 40

    /// The instructions of `code` in the form of Python's `dis`: byte, name, argument, and what the argument means.
    package static func text(of code: PythonCode, _ version: PythonVersion) -> String {
        let title = "\(code.signature), \(fileName(code)):\(code.firstLine), Python \(version.rawValue)"
        guard let instructions = try? Instruction.list(of: code, version) else {
            return "\(title): \(code.bytecode.count) bytes that are not its instructions"
        }
        let width = "\(instructions.last?.offset ?? 0)".count
        var lines = instructions.prefix(greatestLineCount).map { instruction in
            let offset = "\(instruction.offset)"
            let line = String(repeating: " ", count: width - offset.count + 2) + offset + " " + instruction.name
            return line
                + (meaning(of: instruction, code, version).map { " \(instruction.argument) (\($0))" } ?? plain(instruction))
        }
        if instructions.count > greatestLineCount { lines.append("  … \(instructions.count - greatestLineCount) more") }
        return ([title] + lines).joined(separator: "\n")
    }

    private static func fileName(_ code: PythonCode) -> String {
        code.fileName.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? "?"
    }

    private static func plain(_ instruction: Instruction) -> String {
        let hasArgument =
            instruction.argument != 0 || instruction.isJump || instruction.name.hasPrefix("CALL")
            || instruction.name.hasPrefix("BUILD") || instruction.name.hasPrefix("LOAD_SMALL")
        return hasArgument ? " \(instruction.argument)" : ""
    }

    /// The constant, name, variable or operator that an argument stands for.
    private static func meaning(of instruction: Instruction, _ code: PythonCode, _ version: PythonVersion) -> String? {
        let argument = instruction.argument
        func entry(_ list: [String], _ index: Int) -> String { list.indices.contains(index) ? list[index] : "?" }
        switch instruction.name {
        case "LOAD_CONST", "RETURN_CONST", "KW_NAMES":
            guard code.constants.indices.contains(argument) else { return "?" }
            let text = code.constants[argument].description
            return text.count <= 60 ? text : text.prefix(57) + "…"
        case "LOAD_FAST", "STORE_FAST", "DELETE_FAST", "LOAD_FAST_CHECK", "LOAD_FAST_BORROW", "LOAD_FAST_AND_CLEAR", "MAKE_CELL":
            return entry(code.variables, argument)
        case "LOAD_DEREF", "STORE_DEREF", "LOAD_CLOSURE":
            return entry(version.joinsVariables ? code.variables : code.cells + code.freeVariables, argument)
        case "LOAD_GLOBAL" where version.joinsVariables: return entry(code.names, argument >> 1)
        case "LOAD_ATTR" where version >= .python312: return entry(code.names, argument >> 1)
        case "LOAD_GLOBAL", "LOAD_NAME", "LOAD_ATTR", "LOAD_METHOD", "STORE_GLOBAL", "IMPORT_NAME", "IMPORT_FROM", "STORE_ATTR":
            return entry(code.names, argument)
        case "COMPARE_OP": return Comparison(argument, version).map(\.rawValue)
        case "BINARY_OP": return BinaryOperator(instruction: argument).map(\.rawValue)
        default: return nil
        }
    }
}
