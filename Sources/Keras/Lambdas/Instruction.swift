/// One instruction of a function, with its argument from however many bytes.
struct Instruction: Hashable, Sendable {
    let offset: Int
    let name: String
    let argument: Int

    /// The instructions of `code` as a version of Python reads them.
    ///
    /// - Throws: why the code can't be that version's.
    static func list(of code: PythonCode, _ version: PythonVersion) throws(ReadingFault) -> [Instruction] {
        let bytes = code.bytecode
        guard bytes.count <= 1 << 16 else { throw ReadingFault("its code is longer than 65,536 bytes") }
        var instructions: [Instruction] = []
        var (position, extended) = (0, 0)
        func byte(_ index: Int) throws(ReadingFault) -> Int {
            guard index < bytes.count else { throw ReadingFault("its code ends in the middle of an instruction") }
            return Int(bytes[index])
        }
        while position < bytes.count {
            let (start, opcode) = (position, bytes[position])
            guard let name = version.opcodes[Int(opcode)], name != "CACHE" else {
                throw ReadingFault("byte \(position) of its code (\(opcode)) is no instruction of Python \(version.rawValue)")
            }
            var argument = extended
            if version.isWordcode {
                argument = extended << 8 | (try byte(position + 1))
                position += 2
            } else if opcode >= PythonVersion.leastWithArgument {
                argument = extended << 16 | (try byte(position + 1)) | (try byte(position + 2)) << 8
                position += 3
            } else {
                position += 1
            }
            if name == "EXTENDED_ARG" {
                guard argument < 1 << 24 else { throw ReadingFault("an instruction's argument has more than 32 bits") }
                extended = argument
                continue
            }
            extended = 0
            for _ in 0..<version.cacheEntries(after: name) {
                guard try byte(position) == 0 else {
                    throw ReadingFault("\(name) at byte \(start) lacks the cache entries of Python \(version.rawValue)")
                }
                position += 2
            }
            instructions.append(Instruction(offset: start, name: name, argument: argument))
        }
        guard let last = instructions.last, last.endsFunction else {
            throw ReadingFault("its code doesn't end by returning")
        }
        return instructions
    }

    /// Whether the next instruction is never reached from this one.
    private var endsFunction: Bool {
        name.hasPrefix("RETURN_") || name == "RERAISE" || name == "RAISE_VARARGS" || isJump
    }

    /// Whether another instruction may follow than the next.
    var isJump: Bool { name.contains("JUMP") || name == "FOR_ITER" || name.hasPrefix("SETUP_") || name == "SEND" }
}

/// Why a function can't be read. The text completes *the function can't be read:*.
package struct ReadingFault: Error, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
