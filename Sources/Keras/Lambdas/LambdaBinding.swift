/// Gives a function's parameters and free variables the values that a Lambda layer calls it with.
struct LambdaBinding {
    private let code: PythonCode
    private var parameters: [String: OperatorValue] = [:]
    private var freeVariables: [String: OperatorValue] = [:]

    /// - Parameters:
    ///   - arguments: the layer's own, by name.
    ///   - defaults: those of the function's last positional parameters.
    ///   - closure: the values of the free variables, in their order.
    init(
        _ code: PythonCode, _ arguments: [(name: String, value: PythonValue)], defaults: [PythonValue], closure: [PythonValue]
    ) throws(ReadingFault) {
        self.code = code
        let positional = code.variables.prefix(code.parameterCount)
        guard defaults.count <= positional.count else {
            throw ReadingFault("the file has \(defaults.count) defaults for \(positional.count) parameters")
        }
        for (name, value) in zip(positional.suffix(defaults.count), defaults) { parameters[name] = try OperatorValue(value) }
        // Keras passes these where the function has them; a model that answers is not being trained.
        for (name, value) in [("mask", OperatorValue.none), ("training", .bool(false))]
        where code.parameters.dropFirst().contains(name) {
            parameters[name] = value
        }
        for (name, value) in arguments {
            guard code.parameters.dropFirst().contains(name) || code.takesAnyKeyword else {
                throw ReadingFault("the layer gives it the argument \"\(name)\", which it doesn't have")
            }
            parameters[name] = try OperatorValue(value)
        }
        if !closure.isEmpty {
            guard closure.count == code.freeVariables.count else {
                throw ReadingFault("the file has \(closure.count) values for its \(code.freeVariables.count) free variables")
            }
            for (name, value) in zip(code.freeVariables, closure) { freeVariables[name] = try OperatorValue(value) }
        }
    }

    /// The evaluation with the layer's input as the first parameter, one that takes any number of arguments included.
    func evaluation(_ input: OperatorValue, version: KerasVersion) throws(ReadingFault) -> ProgramEvaluation {
        var values = parameters
        guard let first = code.parameters.first, code.parameterCount > 0 else {
            throw ReadingFault("it has no parameter for the layer's input")
        }
        values[first] = input
        return ProgramEvaluation(parameters: values, freeVariables: freeVariables, version: version)
    }
}
