/// The code of a Python function: read, never run.
package struct PythonCode: Hashable, Sendable {
    /// The layout that its fields had.
    package let layout: MarshalReader.Layout
    /// `co_name`: the function's name, `<lambda>` where it has none.
    package let name: String
    package let fileName: String
    package let firstLine: Int
    /// `co_names`: the globals and attributes that it uses.
    package let names: [String]
    /// `co_varnames`: its parameters, then its own variables; from Python 3.11 on also its cells and free variables.
    package let variables: [String]
    /// Variables that functions inside it share, and those that it shares with the function around it.
    package let cells: [String]
    package let freeVariables: [String]
    package let constants: [PythonValue]
    /// How many parameters there are before those that must be named.
    package let parameterCount: Int
    package let keywordOnlyCount: Int
    package let flags: Int
    package let bytecode: [UInt8]

    /// Whether it takes any number of positional or of named arguments.
    var takesAnyPositional: Bool { flags & 0x04 != 0 }
    var takesAnyKeyword: Bool { flags & 0x08 != 0 }
    /// Whether it is a generator or a coroutine.
    var isSuspending: Bool { flags & (0x20 | 0x80 | 0x200) != 0 }

    /// All parameters but those that take any number of arguments.
    package var parameters: [String] { Array(variables.prefix(parameterCount + keywordOnlyCount)) }

    /// `name(x, scale)`.
    var signature: String { "\(name)(\(parameters.joined(separator: ", ")))" }
}
