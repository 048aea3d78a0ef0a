import NeuralNetwork

/// The equation of an EinsumDense, `input,kernel->output`, its ellipsis written out.
struct EinsumEquation: Hashable, Sendable {
    let input: [Character]
    let kernel: [Character]
    let output: [Character]
    /// The letters of the output that the equation names itself.
    private let named: [Character]

    var text: String { "\(String(input)),\(String(kernel))->\(String(output))" }

    /// - Parameter rank: the axes of the input, of which an ellipsis is what the letters leave.
    init(_ equation: String, rank: Int) throws(ShapeMismatch) {
        let sides = equation.filter { $0 != " " }.split(separator: "->", omittingEmptySubsequences: false)
        let operands = sides.first?.split(separator: ",", omittingEmptySubsequences: false) ?? []
        guard sides.count == 2, operands.count == 2 else {
            throw ShapeMismatch(expected: "an equation like \"abc,cd->abd\"", found: "\"\(equation)\"")
        }
        let hidden = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ".filter { !equation.contains($0) })
        let letters = operands[0].filter { $0 != "." }.count
        guard rank - letters >= 0, rank - letters <= hidden.count else {
            throw ShapeMismatch(expected: "an input of at least \(letters) axes", found: "\(rank)")
        }
        func written(_ text: Substring) -> [Character] {
            guard let dots = text.firstIndex(of: ".") else { return Array(text) }
            return Array(text[..<dots]) + hidden[..<(rank - letters)] + text[dots...].filter { $0 != "." }
        }
        (input, kernel, output) = (written(operands[0]), written(operands[1]), written(sides[1]))
        named = sides[1].filter { $0 != "." }.map { $0 }
        guard input.count == rank, output.first == input.first else {
            throw ShapeMismatch(expected: "an equation for \(rank) axes that keeps the batch first", found: "\"\(equation)\"")
        }
    }

    /// The extents of all letters, from the input's shape and from the shape without batch that the layer was told to give.
    func extents(input shape: Shape, output given: [Int?]) throws(ShapeMismatch) -> [Character: Int?] {
        var extents: [Character: Int?] = [:]
        for (label, extent) in zip(input, shape) { extents[label] = extent }
        // Neither the batch nor what an ellipsis stands for is among the given extents.
        for (label, extent) in zip(named.suffix(given.count), given) where (extents[label] ?? nil) == nil {
            extents[label] = extent
        }
        return extents
    }
}
