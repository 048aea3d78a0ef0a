import NeuralNetwork

/// A function of TensorFlow, Keras or NumPy that Framerill knows: under which names, with which parameters, and what it does.
///
/// One list of these serves Lambda layers, TensorFlow's operation layers and Keras 3's operations alike.
struct TensorFunction: Sendable {
    typealias Lowering = @Sendable (inout Graph, inout OperatorArguments) throws -> OperatorValue

    let names: [String]
    /// In the order of positional arguments; each with all names that it goes by.
    let parameters: [[String]]
    /// Parameters that say nothing about the result.
    let ignored: Set<String>
    let lower: Lowering

    /// - Parameters:
    ///   - names: groups of modules and functions, `tf K: abs absolute; raw: Abs`, each function in each module of its group.
    ///   - parameters: in their order, `x|features axis _name`; the first of several names is the one that `lower` asks for, and `_`
    ///     marks what says nothing about the result.
    init(_ names: String, _ parameters: String, lower: @escaping Lowering) {
        self.names = names.split(separator: ";").flatMap { group -> [String] in
            let sides = group.split(separator: ":").map { $0.split(separator: " ") }
            return sides[0].flatMap { module in sides[1].map { "\(module).\($0)" } }
        }
        let words = parameters.split(separator: " ").map(String.init)
        self.parameters = words.map { word in
            (word.hasPrefix("_") ? word.dropFirst() : word[...]).split(separator: "|").flatMap { name in
                name == "X" ? Self.namesOfFirst : [String(name)]
            }
        }
        ignored = Set(zip(words, self.parameters).filter { $0.0.hasPrefix("_") }.map { $0.1[0] })
        self.lower = lower
    }

    /// How the various functions call the tensor that they work on; in `parameters` the word `X`, read as `x`.
    private static let namesOfFirst = [
        "x", "a", "features", "input", "input_tensor", "tensor", "logits", "value", "image", "images", "inputs", "arr", "array",
        "params", "arg", "x1",
    ]

    func call(
        _ name: String, _ positional: [OperatorValue], _ keywords: [(name: String, value: OperatorValue)],
        version: KerasVersion, in graph: inout Graph
    ) throws -> OperatorValue {
        var arguments = OperatorArguments(function: name, version: version)
        guard positional.count <= parameters.count else {
            throw ReadingFault("\(name) takes \(parameters.count) arguments, not \(positional.count)")
        }
        for (parameter, value) in zip(parameters, positional) { arguments.set(parameter[0], value) }
        for (keyword, value) in keywords {
            guard let parameter = parameters.first(where: { $0.contains(keyword) }) else {
                // Its own name is what nearly every function of TensorFlow may be given.
                if keyword == "name" { continue }
                throw ReadingFault("\(name) has no argument \"\(keyword)\" that Framerill knows")
            }
            guard arguments.set(parameter[0], value) else { throw ReadingFault("\(name) is given \"\(keyword)\" twice") }
        }
        for parameter in ignored { arguments.ignore(parameter) }
        let result = try lower(&graph, &arguments)
        try arguments.finish()
        return result
    }
}
