/// The Pythons whose bytecode is read, by what sets them apart.
///
/// Marshalled code does not say which Python wrote it. The fields of the code object tell four groups apart (`MarshalReader.Layout`);
/// within a group each of `candidates` is tried in this order, and the first holds whose rules the whole code keeps:
///
/// - every instruction has a number that this Python knows, every index points to a constant, name or variable that is there;
/// - up to 3.5 instructions take one byte or three, later always two, and the last one returns;
/// - from 3.11 on each instruction is followed by as many empty cache entries as this Python gives it, and from there on the number of
///   the instruction RESUME, which every function has, differs: 151 in 3.11 and 3.12, 149 in 3.13, 128 in 3.14.
///
/// Versions that share an entry differ only in instructions that straight-line code doesn't have, or whose reading is the same.
package enum PythonVersion: String, CaseIterable, Sendable {
    case python27 = "2.7"
    case python35 = "3.5"
    case python37 = "3.6 to 3.7"
    case python38 = "3.8"
    case python310 = "3.9 to 3.10"
    case python311 = "3.11"
    case python312 = "3.12"
    case python313 = "3.13"
    case python314 = "3.14"

    static func candidates(_ layout: MarshalReader.Layout) -> [PythonVersion] {
        switch layout {
        case .python2: [.python27]
        case .python3: [.python37, .python35]
        case .python38: [.python310, .python38]
        case .python311: [.python311, .python312, .python313, .python314]
        }
    }

    static func >= (left: PythonVersion, right: PythonVersion) -> Bool {
        allCases.firstIndex(of: left)! >= allCases.firstIndex(of: right)!
    }

    /// Whether every instruction takes two bytes.
    var isWordcode: Bool { self >= .python37 }

    /// Whether cells and free variables stand in one list with the local variables.
    var joinsVariables: Bool { self >= .python311 }

    /// The first instruction that has an argument, where they do not all take two bytes.
    static let leastWithArgument: UInt8 = 90

    /// The names of the instructions, by number.
    var opcodes: [String?] { Self.tables[self]! }

    private static let tables: [PythonVersion: [String?]] = Dictionary(
        uniqueKeysWithValues: allCases.map { version in
            var names = [String?](repeating: nil, count: 256)
            let words = version.table.split(separator: " ")
            for index in stride(from: 0, to: words.count, by: 2) { names[Int(words[index])!] = String(words[index + 1]) }
            // On Windows Keras turned every backslash (92) of the code into a slash (47), which no Python up to 3.12 has.
            if let unpacking = names[92], names[47] == nil, unpacking == "UNPACK_SEQUENCE" { names[47] = unpacking }
            return (version, names)
        })

    private var table: String {
        switch self {
        case .python27: OpcodeTables.python27
        case .python35: OpcodeTables.python35
        case .python37: OpcodeTables.python37
        case .python38: OpcodeTables.python38
        case .python310: OpcodeTables.python310
        case .python311: OpcodeTables.python311
        case .python312: OpcodeTables.python312
        case .python313: OpcodeTables.python313
        case .python314: OpcodeTables.python314
        }
    }

    /// How many cache entries of two bytes follow an instruction (`_PyOpcode_Caches` of each Python).
    func cacheEntries(after opcode: String) -> Int {
        switch self {
        case .python27, .python35, .python37, .python38, .python310: 0
        case .python311: Self.caches311[opcode] ?? 0
        case .python312: Self.caches312[opcode] ?? 0
        case .python313: Self.caches313[opcode] ?? Self.caches312[opcode] ?? 0
        case .python314: Self.caches314[opcode] ?? Self.caches313[opcode] ?? Self.caches312[opcode] ?? 0
        }
    }

    private static let caches311 = [
        "BINARY_SUBSCR": 4, "STORE_SUBSCR": 1, "UNPACK_SEQUENCE": 1, "STORE_ATTR": 4, "LOAD_ATTR": 4, "COMPARE_OP": 2,
        "LOAD_GLOBAL": 5, "BINARY_OP": 1, "LOAD_METHOD": 10, "PRECALL": 1, "CALL": 4,
    ]
    private static let caches312 = [
        "BINARY_SUBSCR": 1, "STORE_SUBSCR": 1, "UNPACK_SEQUENCE": 1, "FOR_ITER": 1, "STORE_ATTR": 4, "LOAD_ATTR": 9,
        "COMPARE_OP": 1, "LOAD_GLOBAL": 4, "BINARY_OP": 1, "SEND": 1, "LOAD_SUPER_ATTR": 1, "CALL": 3,
    ]
    /// What 3.13 has more than 3.12.
    private static let caches313 = [
        "JUMP_BACKWARD": 1, "TO_BOOL": 3, "CONTAINS_OP": 1, "POP_JUMP_IF_TRUE": 1, "POP_JUMP_IF_FALSE": 1,
        "POP_JUMP_IF_NONE": 1, "POP_JUMP_IF_NOT_NONE": 1,
    ]
    /// What 3.14 has more than 3.13, or has otherwise.
    private static let caches314 = ["BINARY_OP": 5, "CALL_KW": 3]
}
