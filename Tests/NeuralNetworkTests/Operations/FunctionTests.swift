import NeuralNetwork
import Testing

@Suite("operations that functions of Python are read into agree with loops")
struct FunctionTests {
    @Test("functions of one number, in row-major and in blocked memory", arguments: MathFunction.allCases)
    func math(function: MathFunction) throws {
        var random = SeededGenerator(seed: 41)
        let range: ClosedRange<Float> =
            switch function {
            case .squareRoot, .reciprocalSquareRoot, .logarithm, .logarithm2, .logarithm10, .reciprocal: 0.1...4
            case .arcSine, .arcCosine, .arcHyperbolicTangent, .log1p: -0.9...0.9
            case .arcHyperbolicCosine: 1.1...4
            case .tangent: -1...1
            default: -3...3
            }
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 3, 4, 5])
        try graph.output(graph.math(function, x), name: "plain")
        let y = try graph.math(function, graph.pooling(x, .maximum, size: (2, 2)))
        try graph.output(y, name: "pooled")
        try expectReference(graph, [random.tensor([2, 3, 4, 5], in: range)])
    }

    @Test("functions of one number at 0, at halves and at no number")
    func special() throws {
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 6])
        for function: MathFunction in [.sign, .round, .logicalNot, .isNotANumber, .isInfinite, .isFinite] {
            try graph.output(graph.math(function, x), name: function.rawValue)
        }
        let results = try Plan(graph, inputShapes: [[1, 6]]).run(
            [Tensor(shape: [1, 6], values: [0, 0.5, 1.5, -2.5, .nan, -.infinity])])
        #expect(results[0].values[..<4] == [0, 1, 1, -1])
        #expect(results[1].values[..<4] == [0, 0, 2, -2])
        #expect(results[2].values[..<4] == [1, 0, 0, 0])
        #expect(results[3].values == [0, 0, 0, 0, 1, 0])
        #expect(results[4].values == [0, 0, 0, 0, 0, 1])
        #expect(results[5].values == [1, 1, 1, 1, 0, 0])
    }

    @Test("functions of two numbers, with each kind of broadcasting", arguments: PairwiseFunction.allCases)
    func pairwise(function: PairwiseFunction) throws {
        var random = SeededGenerator(seed: 42)
        let shapes = [[2, 3, 4, 5], [2, 1, 4, 1], [2, 3, 1, 5]]
        var graph = Graph()
        let values = try shapes.enumerated().map { try graph.input(name: "\($0)", shape: [nil] + $1.dropFirst().map { $0 }) }
        for (left, right) in [(0, 1), (1, 0), (1, 2), (0, 0)] {
            try graph.output(graph.pairwise(function, values[left], values[right]), name: "\(left) \(right)")
        }
        let number = graph.constant(Tensor(shape: [1], values: [2]))
        try graph.output(graph.pairwise(function, values[0], number), name: "number")
        // Whole numbers, so that conditions hold sometimes; positive ones under powers and divisions.
        let inputs = shapes.map { shape in
            Tensor(
                shape: shape,
                values: (0..<shape.reduce(1, *)).map { _ in
                    function == .power ? Float.random(in: 0.5...2, using: &random) : Float(Int.random(in: 1...4, using: &random))
                })
        }
        try expectReference(graph, inputs)
    }

    @Test("remainders and divisions have Python's signs")
    func signs() throws {
        var graph = Graph()
        let (x, y) = (try graph.input(name: "x", shape: [nil, 4]), try graph.input(name: "y", shape: [nil, 4]))
        for function: PairwiseFunction in [.floorDivide, .floorRemainder, .truncatedRemainder, .divideOrZero] {
            try graph.output(graph.pairwise(function, x, y), name: function.rawValue)
        }
        let results = try Plan(graph, inputShapes: [[1, 4], [1, 4]]).run([
            Tensor(shape: [1, 4], values: [7, -7, 7, -7]), Tensor(shape: [1, 4], values: [3, 3, -3, -3]),
        ])
        #expect(results[0].values == [2, -3, -3, 2])
        #expect(results[1].values == [1, 2, -2, -1])
        #expect(results[2].values == [1, -1, 1, -1])
    }

    @Test("a choice by a condition")
    func choice() throws {
        var random = SeededGenerator(seed: 43)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 3, 4])
        let y = try graph.input(name: "y", shape: [nil, 1, 4])
        let condition = try graph.pairwise(.greater, x, graph.constant(Tensor(shape: [1], values: [0])))
        try graph.output(graph.choice(condition, x, y), name: "y")
        try graph.output(graph.choice(condition, y, graph.constant(Tensor(shape: [1], values: [5]))), name: "number")
        try expectReference(graph, [random.tensor([2, 3, 4]), random.tensor([2, 1, 4])])
    }

    @Test("Python's slices and lists of indices along each axis")
    func selection() throws {
        var random = SeededGenerator(seed: 44)
        let bounds: [Int?] = [nil, 0, 1, 3, 7, 9, -1, -3, -7, -9]
        for axis in 1...3 {
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [nil, 7, 7, 7])
            for start in bounds {
                for stop in bounds {
                    for step in [1, 2, 3, -1, -2] {
                        var axes = [AxisSelection](repeating: .all, count: 4)
                        axes[axis] = .range(start: start, stop: stop, step: step)
                        guard let y = try? graph.selection(x, axes) else { continue }
                        try graph.output(y, name: "\(axes)")
                    }
                }
            }
            #expect(graph.outputs.count > 150)
            try graph.output(
                graph.selection(x, [.all, .indices([2, 0, -1]), .range(start: 1, stop: 5, step: 2), .indices([6, 6])]),
                name: "indices")
            let plan = try Plan(graph, inputShapes: [[2, 7, 7, 7]])
            let inputs = [random.tensor([2, 7, 7, 7])]
            for (result, expected) in zip(try plan.run(inputs), ReferenceEvaluation(graph, inputs).outputs) {
                #expect(result.shape == expected.shape && difference(result, expected) == 0)
            }
        }
    }

    @Test("a selection of nothing is refused, and so is an index outside")
    func emptySelection() throws {
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 4])
        #expect(throws: GraphError.mismatch(site: "selection", expected: "indices from -4 to 3", found: "4")) {
            try graph.selection(x, [.all, .indices([4])])
        }
        #expect(throws: GraphError.self) { try graph.selection(x, [.all, .range(start: 3, stop: 1, step: 1)]) }
        #expect(throws: GraphError.self) { try graph.selection(x, [.all, .range(start: nil, stop: nil, step: 0)]) }
    }

    @Test(
        "resizing up and down", arguments: [ResizingMethod.nearest, .bilinear, .bicubic],
        [PixelCentres.half, .legacy, .corners])
    func resizing(method: ResizingMethod, centres: PixelCentres) throws {
        var random = SeededGenerator(seed: 45)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 6, 5, 3])
        for (height, width) in [(12, 10), (7, 11), (3, 2), (1, 1), (6, 5)] {
            let y = try graph.resize(x, height: height, width: width, method: method, centres: centres)
            try graph.output(y, name: "\(height) \(width)")
        }
        try expectReference(graph, [random.tensor([2, 6, 5, 3])])
    }

    @Test("places of extremes, running sums, products of matrices, response normalization")
    func alongAxes() throws {
        var random = SeededGenerator(seed: 46)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 3, 4, 5])
        for axis in [1, 2, -1] {
            try graph.output(graph.extremeIndex(x, axis: axis), name: "greatest \(axis)")
            try graph.output(graph.extremeIndex(x, axis: axis, isGreatest: false), name: "smallest \(axis)")
            try graph.output(graph.cumulativeSum(x, axis: axis), name: "sum \(axis)")
            try graph.output(graph.cumulativeSum(x, axis: axis, isProduct: true), name: "product \(axis)")
            try graph.output(
                graph.cumulativeSum(x, axis: axis, isReversed: true, isExclusive: true), name: "rest \(axis)")
            try graph.output(graph.sorted(x, axis: axis), name: "sorted \(axis)")
            try graph.output(graph.sortedPlaces(x, axis: axis, isDescending: true), name: "places \(axis)")
        }
        try graph.output(graph.localResponseNormalization(x, radius: 1, bias: 2, alpha: 0.5, beta: 0.75), name: "lrn")
        try expectReference(graph, [random.tensor([2, 3, 4, 5])])
    }

    @Test("windows of nearly equal length, bands of places, axes between others, and the nearest point of the simplex")
    func places() throws {
        var random = SeededGenerator(seed: 49)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, nil, nil, 5])
        for (axis, count) in [(1, 3), (2, 1), (2, 7), (-1, 2)] {
            try graph.output(graph.adaptivePooling(x, .average, axis: axis, count: count), name: "means \(axis) \(count)")
            try graph.output(graph.adaptivePooling(x, .maximum, axis: axis, count: count), name: "greatest \(axis) \(count)")
        }
        for band in [PlaceBand(), PlaceBand(after: 0), PlaceBand(before: 1, after: 2), PlaceBand(before: 0)] {
            try graph.output(graph.bandMask(x, band), name: "\(band)")
        }
        try graph.output(graph.insertAxes(x, at: [0, 3, 5]), name: "axes")
        for axis in [1, 2, -1] { try graph.output(graph.activation(x, .sparsemax(axis: axis)), name: "sparsemax \(axis)") }
        try graph.output(graph.resize(x, rowsBy: 2, columnsBy: 3, method: .bicubic), name: "enlarged")
        try expectReference(graph, [random.tensor([2, 4, 7, 5])])
    }

    @Test("parts and elements by indices that are values")
    func gathering() throws {
        var random = SeededGenerator(seed: 50)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 4, 5])
        let (rows, places) = (
            try graph.input(name: "rows", shape: [nil, 3]), try graph.input(name: "places", shape: [nil, 2, 5])
        )
        try graph.output(graph.gather(x, rows, axis: 1), name: "parts")
        try graph.output(graph.gather(x, rows, axis: -1, batchAxes: 1), name: "parts of each item")
        try graph.output(graph.gather(x, rows, axis: 1, batchAxes: 1), name: "rows of each item")
        try graph.output(graph.gatherElements(x, places, axis: 1), name: "elements")
        func indices(_ shape: [Int]) -> Tensor {
            Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map { _ in Float(Int.random(in: -4...3, using: &random)) })
        }
        try expectReference(graph, [random.tensor([2, 4, 5]), indices([2, 3]), indices([2, 2, 5])])
        let beyond = Tensor(shape: [2, 3], values: [0, 1, 2, 3, 4, 0])
        #expect(throws: (any Error).self) {
            try Plan(graph, inputShapes: [[2, 4, 5], [2, 3], [2, 2, 5]]).run([
                random.tensor([2, 4, 5]), beyond, indices([2, 2, 5]),
            ])
        }
    }

    @Test("extents that are known once a plan is compiled")
    func extents() throws {
        var random = SeededGenerator(seed: 48)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, nil, 3])
        let entries: [Extents.Entry] = [.number(7), .extent(input: 0, axis: 0, factor: 1), .extent(input: 0, axis: 1, factor: 4)]
        let numbers = try graph.add(Extents(entries: entries, isSingle: false), [x])
        try graph.output(numbers, name: "numbers")
        try graph.output(graph.elementwise(.multiply, x, numbers), name: "product")
        try expectReference(graph, [random.tensor([2, 5, 3])])
    }

    @Test("products of matrices, transposed and not, broadcast and not")
    func products() throws {
        var random = SeededGenerator(seed: 47)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 3, 4, 5])
        let y = try graph.input(name: "y", shape: [nil, 3, 5, 6])
        let one = try graph.input(name: "one", shape: [nil, 1, 6, 5])
        try graph.output(graph.matrixProduct(x, y), name: "x y")
        try graph.output(graph.matrixProduct(y, x, transposeLeft: true, transposeRight: true), name: "yt xt")
        try graph.output(graph.matrixProduct(x, one, transposeRight: true), name: "x onet")
        try graph.output(graph.matrixProduct(x, x, transposeLeft: true), name: "xt x")
        let matrix = graph.constant(random.tensor([5, 2]))
        try graph.output(graph.matrixProduct(x, matrix), name: "constant")
        try expectReference(graph, [random.tensor([2, 3, 4, 5]), random.tensor([2, 3, 5, 6]), random.tensor([2, 1, 6, 5])])
    }
}
