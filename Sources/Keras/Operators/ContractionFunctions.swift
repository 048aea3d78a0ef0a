import NeuralNetwork

/// Sums of products over axes.
enum ContractionFunctions {
    static let functions: [TensorFunction] = [
        TensorFunction(
            "tf ops np: einsum; raw: Einsum", "x1 x2 x3 x4 x5 x6 equation|subscripts inputs _name _optimize _N"
        ) { graph, arguments in
            try einsum(&graph, &arguments)
        },
        TensorFunction("tf ops np: tensordot", "a|x1|x b|x2|y axes _name") { graph, arguments in
            let (a, b) = (try arguments.tensor("a", in: &graph), try arguments.tensor("b", in: &graph))
            let ranks = (graph.shape(of: a).count, graph.shape(of: b).count)
            let axes = arguments.value("axes")
            if let count = axes?.integer ?? (axes == nil ? 2 : nil) {
                guard (0...min(ranks.0, ranks.1)).contains(count) else { throw arguments.fault("axes", "a number of axes", axes) }
                return try contraction(a, b, Array((ranks.0 - count)..<ranks.0), Array(0..<count), in: &graph)
            }
            guard let sides = axes?.elements, sides.count == 2 else { throw arguments.fault("axes", "two lists of axes", axes) }
            let lists = sides.map { $0.integer.map { [$0] } ?? $0.elements?.compactMap(\.integer) ?? [] }
            guard !lists[0].isEmpty, lists[0].count == lists[1].count else {
                throw arguments.fault("axes", "as many axes of each", axes)
            }
            return try contraction(
                a, b, lists[0].map { try resolvedAxis($0, rank: ranks.0) }, lists[1].map { try resolvedAxis($0, rank: ranks.1) },
                in: &graph)
        },
        TensorFunction("K: dot; np ops: dot", "x|a|x1 y|b|x2") { graph, arguments in
            let (x, y) = (try arguments.tensor("x", in: &graph), try arguments.tensor("y", in: &graph))
            let ranks = (graph.shape(of: x).count, graph.shape(of: y).count)
            return try contraction(x, y, [ranks.0 - 1], [max(ranks.1 - 2, 0)], in: &graph)
        },
        TensorFunction("ops np: inner", "x1|a|x x2|b|y") { graph, arguments in
            let (x, y) = (try arguments.tensor("x1", in: &graph), try arguments.tensor("x2", in: &graph))
            return try contraction(
                x, y, [graph.shape(of: x).count - 1], [graph.shape(of: y).count - 1], in: &graph)
        },
        TensorFunction("ops np: outer", "x1|a|x x2|b|y") { graph, arguments in
            let (x, y) = (try arguments.tensor("x1", in: &graph), try arguments.tensor("x2", in: &graph))
            let column = try graph.reshape(x, toWhole: [-1, 1])
            return .tensor(TensorOperand(value: try graph.multiply([column, graph.reshape(y, toWhole: [1, -1])])))
        },
        TensorFunction("ops np: vdot", "x1|a|x x2|b|y") { graph, arguments in
            let (x, y) = (try arguments.tensor("x1", in: &graph), try arguments.tensor("x2", in: &graph))
            let products = try graph.multiply([graph.reshape(x, toWhole: [-1]), graph.reshape(y, toWhole: [-1])])
            return .tensor(TensorOperand(value: try graph.reduction(products, .sum, axes: [0], keepDimensions: true)))
        },
        TensorFunction(
            "ops: dot_product_attention",
            "query key value bias mask scale is_causal _flash_attention attn_logits_soft_cap"
        ) { graph, arguments in
            try attention(&graph, &arguments)
        },
    ]

    /// Letters for axes that none of the caller's equations use.
    private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

    /// The axes of both that are not summed over, those of the first before those of the second.
    private static func contraction(
        _ a: Graph.Value, _ b: Graph.Value, _ left: [Int], _ right: [Int], in graph: inout Graph
    ) throws -> OperatorValue {
        let ranks = (graph.shape(of: a).count, graph.shape(of: b).count)
        guard ranks.0 + ranks.1 <= letters.count else {
            throw ShapeMismatch(expected: "at most \(letters.count) axes", found: "\(ranks.0 + ranks.1)")
        }
        let first = Array(letters[..<ranks.0])
        var second = Array(letters[ranks.0..<(ranks.0 + ranks.1)])
        for (l, r) in zip(left, right) { second[r] = first[l] }
        let rest =
            first.indices.filter { !left.contains($0) }.map { first[$0] }
            + second.indices.filter { !right.contains($0) }.map { second[$0] }
        return .tensor(TensorOperand(value: try graph.contraction([first, second], rest, [a, b])))
    }

    private static func einsum(_ graph: inout Graph, _ arguments: inout OperatorArguments) throws -> OperatorValue {
        // Some forms give the equation first, others by its name beside the operands.
        var (text, values): (String?, [Graph.Value]) = (try arguments.text("equation"), [])
        func add(_ element: OperatorValue, _ name: String) throws {
            if case .text(let equation) = element, text == nil {
                text = equation
            } else if element.tensor == nil, element.hasTensor, let elements = element.elements {
                for element in elements { try add(element, name) }
            } else {
                guard let operand = try graph.operand(element) else { throw arguments.fault(name, "a tensor", element) }
                values.append(operand.value)
            }
        }
        for name in ["x1", "x2", "x3", "x4", "x5", "x6", "inputs"] {
            if let element = arguments.value(name) { try add(element, name) }
        }
        guard let text else { throw arguments.fault("equation", "an equation", nil) }
        let equation = try WrittenEquation(text, ranks: values.map { graph.shape(of: $0).count })
        return .tensor(TensorOperand(value: try graph.contraction(equation.operands, equation.result, values)))
    }

    /// `(batch, queries, heads, size)` with keys and values of the same; masks broadcast to `(batch, heads, queries, keys)`.
    private static func attention(_ graph: inout Graph, _ arguments: inout OperatorArguments) throws -> OperatorValue {
        let (query, key) = (try arguments.tensor("query", in: &graph), try arguments.tensor("key", in: &graph))
        let value = try arguments.tensor("value", in: &graph)
        let size = try graph.shape(of: query).known(-1)
        if let cap = arguments.value("attn_logits_soft_cap") {
            throw arguments.fault("attn_logits_soft_cap", "None", cap)
        }
        let factor = try arguments.number("scale") ?? 1 / Float(size).squareRoot()
        var scores = try graph.scale(graph.einsum("bthd,bshd->bhts", query, key), by: factor)
        if arguments.value("bias") != nil { scores = try graph.add([scores, arguments.tensor("bias", in: &graph)]) }
        var seen: [Graph.Value] = []
        if let mask = arguments.value("mask") {
            guard let operand = try graph.operand(mask) else { throw arguments.fault("mask", "a tensor", mask) }
            seen.append(operand.value)
        }
        if try arguments.flag("is_causal") { seen.append(try graph.bandMask(scores, PlaceBand(after: 0))) }
        if !seen.isEmpty {
            let mask = seen.count > 1 ? try graph.multiply(seen) : seen[0]
            scores = try graph.add([scores, graph.scale(mask, by: 1e9, offset: -1e9)])
        }
        let shares = try graph.activation(scores, .softmax())
        return .tensor(TensorOperand(value: try graph.einsum("bhts,bshd->bthd", shares, value)))
    }
}

/// An einsum's equation with any number of operands, its ellipses written out and its result named.
private struct WrittenEquation {
    let operands: [[Character]]
    let result: [Character]

    init(_ text: String, ranks: [Int]) throws {
        let plain = text.filter { $0 != " " }.replacing("...", with: ".")
        let sides = plain.split(separator: "->", omittingEmptySubsequences: false)
        let parts = sides[0].split(separator: ",", omittingEmptySubsequences: false)
        guard sides.count <= 2, parts.count == ranks.count else {
            throw ReadingFault("einsum of \(ranks.count) operand(s) is given the equation \"\(text)\"")
        }
        let hidden = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ".filter { !plain.contains($0) })
        // How many axes each ellipsis stands for: the last of the hidden letters, so that operands of fewer axes match by their ends.
        let counts = zip(parts, ranks).map { part, rank in part.contains(".") ? rank - part.count { $0 != "." } : 0 }
        let most = counts.max() ?? 0
        guard counts.allSatisfy({ (0...hidden.count).contains($0) }) else {
            throw ReadingFault("einsum \"\(text)\" is given operands of \(ranks) axes")
        }
        func written(_ part: Substring, _ count: Int) -> [Character] {
            part.flatMap { $0 == "." ? Array(hidden[(most - count)..<most]) : [$0] }
        }
        operands = zip(parts, counts).map { written($0, $1) }
        guard sides.count == 2 else {
            let all = operands.joined()
            let single = Set(all).filter { label in all.count { $0 == label } == 1 && !hidden.contains(label) }
            result = Array(hidden[..<most]) + single.sorted()
            return
        }
        result = written(sides[1], most)
    }
}

extension Graph {
    /// Products of operands summed over the letters that the result doesn't have, two operands after the other. Where all are summed
    /// over, one element stays, for the engine knows no value without axes.
    fileprivate mutating func contraction(
        _ labels: [[Character]], _ result: [Character], _ values: [Value]
    ) throws -> Value {
        guard var left = labels.first, var value = values.first else { throw ReadingFault("einsum is given no operand") }
        for (index, (right, next)) in zip(labels, values).enumerated().dropFirst() {
            let later = Set(labels[(index + 1)...].joined())
            let isLast = index == labels.count - 1
            var kept: [Character] = []
            for label in left + right where !kept.contains(label) && (later.contains(label) || result.contains(label)) {
                kept.append(label)
            }
            (value, kept) = try product(left, right, isLast ? result : kept, value, next)
            left = kept
        }
        if labels.count == 1, left != result {
            // Summed or reordered by a product with 1.
            let one = constant(Tensor(shape: [1], values: [1]))
            let free = Self.free(left + result)
            (value, left) = try product(left, [free], result, value, one)
        }
        return value
    }

    private mutating func product(
        _ left: [Character], _ right: [Character], _ result: [Character], _ x: Value, _ y: Value
    ) throws -> (Value, [Character]) {
        let named = result.isEmpty ? [Self.free(left + right)] : result
        if result.isEmpty {
            let first = try insertAxes(x, at: [0])
            return (try einsum(String(named + left), String(right), String(named), first, y), [])
        }
        return (try einsum(String(left), String(right), String(named), x, y), result)
    }

    private mutating func einsum(_ left: String, _ right: String, _ result: String, _ x: Value, _ y: Value) throws -> Value {
        try einsum("\(left),\(right)->\(result)", x, y)
    }

    private static func free(_ used: [Character]) -> Character {
        "zyxwvutsrqponmlkjihgfedcbaZYXWVUTSRQPONMLKJIHGFEDCBA".first { !used.contains($0) } ?? "_"
    }
}
