import NeuralNetwork
import Testing

@Suite struct `Gradients of shapes, products and sums` {
    private func expect(
        _ shapes: [[Int]], range: ClosedRange<Float> = -1...1, _ build: (inout Graph, [Graph.Value]) throws -> Graph.Value,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        var generator = SeededGenerator(seed: 21)
        var graph = Graph()
        let inputs = try shapes.enumerated().map { try graph.input(name: "\($0)", shape: $1.map { $0 }) }
        let y = try build(&graph, inputs)
        try expectCentralDifferences(
            graph, of: y, at: shapes.map { generator.gridTensor($0, in: range) }, "\(shapes)", at: location)
    }

    @Test func `Moved elements carry their gradients back`() throws {
        try expect([[2, 3, 4]]) { try $0.reshape($1[0], to: [2, 6]) }
        try expect([[2, 3, 4]]) { try $0.insertAxes($1[0], at: [1, 3]) }
        try expect([[2, 3, 4, 5]]) { try $0.transpose($1[0], permutation: [0, 3, 1, 2]) }
        try expect([[2, 4, 6, 3]]) { try $0.spaceToDepth($1[0], block: 2) }
        try expect([[2, 2, 3, 8]]) { try $0.depthToSpace($1[0], block: 2) }
        try expect([[2, 3, 2, 4], [2, 3, 2, 8], [2, 3, 2, 3]]) { try $0.concatenate($1) }
        try expect([[2, 3, 2], [2, 1, 2]]) { try $0.concatenate($1, axis: 1) }
        try expect([[2, 3, 4, 3]]) { try $0.pad($1[0], top: 1, bottom: 0, left: 2, right: 1) }
        try expect([[2, 3, 4, 3]]) { try $0.crop($1[0], top: 1, bottom: 0, left: 1, right: 1) }
    }

    @Test func `What was selected several times gathers its gradients`() throws {
        try expect([[2, 5, 4]]) {
            try $0.selection($1[0], [.all, .indices([0, 2, 2, -1]), .range(start: nil, stop: nil, step: 2)])
        }
        try expect([[6, 3]]) { graph, x in
            let indices = graph.constant(Tensor(shape: [2, 3], values: [0, 5, 0, -1, 2, 2]))
            return try graph.gather(x[0], indices, axis: 0)
        }
        try expect([[2, 5, 3]]) { graph, x in
            let indices = graph.constant(Tensor(shape: [2, 2], values: [0, 4, 1, 1]))
            return try graph.gather(x[0], indices, axis: 1, batchAxes: 1)
        }
        try expect([[3, 4]]) { graph, x in
            let indices = graph.constant(Tensor(shape: [3, 2], values: [0, 3, 1, 1, 2, 0]))
            return try graph.gatherElements(x[0], indices, axis: 1)
        }
    }

    @Test func `Products of matrices have gradients on both sides`() throws {
        for (left, right) in [(false, false), (true, false), (false, true), (true, true)] {
            try expect([left ? [2, 4, 3] : [2, 3, 4], right ? [2, 5, 4] : [2, 4, 5]]) {
                try $0.matrixProduct($1[0], $1[1], transposeLeft: left, transposeRight: right)
            }
        }
        try expect([[2, 3, 4], [4, 5]]) { try $0.matrixProduct($1[0], $1[1]) }
        try expect([[2, 3, 4], [4, 5]]) { try $0.einsum("abc,cd->abd", $1[0], $1[1]) }
        try expect([[2, 3, 4], [4, 3]]) { try $0.einsum("abc,cb->a", $1[0], $1[1]) }
        try expect([[2, 3], [4]]) { try $0.einsum("ab,c->ac", $1[0], $1[1]) }
    }

    @Test func `A dense layer's weights are trained`() throws {
        var generator = SeededGenerator(seed: 22)
        let (kernel, bias) = (
            Variable(name: "kernel", generator.gridTensor([4, 3])), Variable(name: "bias", generator.gridTensor([3]))
        )
        for shape in [[5, 4], [2, 3, 4]] {
            var graph = Graph()
            let x = try graph.input(name: "x", shape: shape.map { $0 })
            let y = try graph.dense(x, weights: kernel.tensor, bias: bias.tensor)
            try expectCentralDifferences(graph, of: y, at: [generator.gridTensor(shape)], variables: [kernel, bias])
        }
    }

    @Test func `Rows of a table are trained as often as they are looked up`() throws {
        var generator = SeededGenerator(seed: 23)
        let table = Variable(name: "embeddings", generator.gridTensor([4, 3]))
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2, 3])
        let y = try graph.rows(graph.scale(graph.math(.floor, x), by: 1), of: table.tensor)
        try expectCentralDifferences(
            graph, of: y, at: [Tensor(shape: [2, 3], values: [0.5, 3.5, 0.5, 1.5, 1.5, 0.5])], variables: [table])
    }

    @Test(arguments: [ReductionKind.sum, .mean, .maximum, .minimum, .product])
    func `A reduction's gradient is its differences`(_ kind: ReductionKind) throws {
        for (axes, keeps) in [([1], false), ([-1], true), ([1, 2], false), ([0, 2], true)] {
            try expect([[2, 3, 4, 2]], range: 0.25...2) {
                try $0.reduction($1[0], kind, axes: axes, keepDimensions: keeps)
            }
        }
        if kind == .sum {
            try expect([[2, 5]]) { try $0.cumulativeSum($1[0], axis: 1) }
            try expect([[2, 5]]) { try $0.cumulativeSum($1[0], axis: 1, isReversed: true, isExclusive: true) }
            for (isReversed, isExclusive) in [(false, false), (true, false), (false, true), (true, true)] {
                try expect([[2, 4, 3]]) {
                    try $0.cumulativeSum(
                        $1[0], axis: 1, isProduct: true, isReversed: isReversed, isExclusive: isExclusive)
                }
            }
        }
    }

    @Test func `A value that is read twice has the sum of both gradients`() throws {
        try expect([[3, 4]]) { graph, x in
            let y = try graph.activation(x[0], .tanh)
            return try graph.multiply([y, graph.add([y, x[0]])])
        }
    }

    @Test func `What the loss doesn't depend on has zeros`() throws {
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2])
        let other = try graph.input(name: "other", shape: [3])
        let loss = try graph.reduction(x, .sum, axes: [0], keepDimensions: true)
        for (index, value) in try graph.gradients(of: loss, withRespectTo: [x, other]).enumerated() {
            try graph.output(value, name: "\(index)")
        }
        let results = try Plan(graph, inputShapes: [[2], [3]])
            .run([Tensor(shape: [2], values: [1, 2]), Tensor(shape: [3], values: [1, 2, 3])])
        #expect(results.map(\.values) == [[1, 1], [0, 0, 0]])
    }

    @Test func `An operation without a gradient is refused by name`() throws {
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2, 4])
        graph.origin = "curve"
        let y = try graph.activation(x, .softplus)
        let sum = try graph.reduction(y, .sum, axes: [0, 1], keepDimensions: true)
        let slopes = try graph.gradients(of: sum, withRespectTo: [x])[0]
        let loss = try graph.reduction(slopes, .sum, axes: [0, 1], keepDimensions: true)
        #expect(
            throws: GraphError.unsupported(
                site: "curve (activation gradient)", reason: "has no gradient here, so what it computes can't be trained")
        ) { try graph.gradients(of: loss, withRespectTo: [x]) }
    }

    @Test func `A variable becomes what is assigned to it when the run ends`() throws {
        let mean = Variable(name: "mean", Tensor(shape: [2], values: [1, 2]))
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2])
        let old = graph.value(of: mean)
        try graph.assign(graph.average([old, x]), to: mean)
        try graph.output(graph.scale(old, by: 10), name: "old")
        let plan = try Plan(graph, inputShapes: [[2]])
        #expect(try plan.run([Tensor(shape: [2], values: [3, 4])])[0].values == [10, 20])
        #expect(mean.value.values == [2, 3])
        #expect(try plan.run([Tensor(shape: [2], values: [4, 5])])[0].values == [20, 30])
        #expect(mean.value.values == [3, 4])
    }

    @Test func `Variables that become each other change places`() throws {
        let (left, right) = (
            Variable(name: "left", Tensor(shape: [2], values: [1, 2])),
            Variable(name: "right", Tensor(shape: [2], values: [3, 4]))
        )
        var graph = Graph()
        try graph.assign(graph.value(of: right), to: left)
        try graph.assign(graph.value(of: left), to: right)
        _ = try Plan(graph, inputShapes: []).run([])
        #expect(left.value.values == [3, 4] && right.value.values == [1, 2])
    }

    @Test func `A loss of several elements, or of unknown shape, is refused`() throws {
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2, 4])
        #expect(throws: GraphError.self) { try graph.gradients(of: x, withRespectTo: [x]) }
        var open = Graph()
        let y = try open.input(name: "y", shape: [nil, 4])
        let loss = try open.reduction(y, .sum, axes: [0, 1], keepDimensions: true)
        #expect(throws: GraphError.self) { try open.gradients(of: loss, withRespectTo: [y]) }
    }
}
