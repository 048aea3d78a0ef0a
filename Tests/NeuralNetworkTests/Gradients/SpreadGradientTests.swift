import NeuralNetwork
import Testing

@Suite struct `Gradients of transposed, local and volume windows` {
    @Test(arguments: [Padding.valid, .same, .explicit(top: 1, bottom: 0, left: 0, right: 1)], [(1, 1), (2, 3)])
    func `A transposed convolution's gradients are its differences`(_ padding: Padding, _ strides: (Int, Int)) throws {
        for (dilation, extra) in [((1, 1), nil), ((2, 1), nil), ((1, 1), (0, 0)), ((1, 1), (1, 2))] as [((Int, Int), (Int, Int)?)]
        {
            if let extra, extra.0 >= strides.0 { continue }
            var generator = SeededGenerator(seed: 41)
            let kernel = Variable(name: "kernel", generator.gridTensor([3, 2, 4, 3]))
            let bias = Variable(name: "bias", generator.gridTensor([4]))
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [2, 3, 4, 3])
            let y = try graph.transposedConvolution(
                x, kernel: kernel.tensor, bias: bias.tensor, strides: strides, padding: padding, dilation: dilation,
                outputPadding: extra)
            try expectCentralDifferences(
                graph, of: y, at: [generator.gridTensor([2, 3, 4, 3])], variables: [kernel, bias],
                "\(padding) \(strides) \(dilation) \(String(describing: extra))")
        }
    }

    @Test(arguments: [VolumePadding.valid, .same])
    func `Windows over volumes have their differences as gradients`(_ padding: VolumePadding) throws {
        for (groups, strides, dilation) in [
            (1, [1, 1, 1], [1, 1, 1]), (2, [2, 1, 2], [1, 1, 1]), (1, [1, 1, 1], [1, 2, 1]),
        ] {
            var generator = SeededGenerator(seed: 42)
            let kernel = Variable(name: "kernel", generator.gridTensor([2, 2, 3, 4 / groups, 2]))
            let bias = Variable(name: "bias", generator.gridTensor([2]))
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [1, 3, 4, 3, 4])
            let y = try graph.volumeConvolution(
                x, kernel: kernel.tensor, bias: bias.tensor, strides: strides, padding: padding, dilation: dilation,
                groups: groups)
            try expectCentralDifferences(
                graph, of: y, at: [generator.gridTensor([1, 3, 4, 3, 4])], variables: [kernel, bias],
                "\(padding) \(groups) \(strides) \(dilation)")
        }
    }

    @Test(arguments: [VolumePadding.valid, .same])
    func `A transposed convolution of volumes has its differences as gradients`(_ padding: VolumePadding) throws {
        for (strides, extra) in [([1, 1, 1], nil), ([2, 1, 2], nil), ([2, 2, 2], [1, 0, 1])] as [([Int], [Int]?)] {
            var generator = SeededGenerator(seed: 43)
            let kernel = Variable(name: "kernel", generator.gridTensor([2, 1, 3, 2, 3]))
            let bias = Variable(name: "bias", generator.gridTensor([2]))
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [1, 2, 2, 2, 3])
            let y = try graph.transposedVolumeConvolution(
                x, kernel: kernel.tensor, bias: bias.tensor, strides: strides, padding: padding, outputPadding: extra)
            try expectCentralDifferences(
                graph, of: y, at: [generator.gridTensor([1, 2, 2, 2, 3])], variables: [kernel, bias], "\(padding) \(strides)")
        }
    }

    @Test(arguments: [PoolingKind.maximum, .average], [VolumePadding.valid, .same])
    func `A pooling of volumes has its differences as gradient`(_ kind: PoolingKind, _ padding: VolumePadding) throws {
        var generator = SeededGenerator(seed: 44)
        // Distinct elements, so that no maximum changes its place within a step.
        let volume = Tensor(shape: [1, 4, 3, 4, 2], values: (0..<96).shuffled(using: &generator).map { Float($0) / 64 })
        for strides in [[1, 1, 1], [2, 1, 2]] {
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [1, 4, 3, 4, 2])
            let y = try graph.volumePooling(x, kind, size: [2, 2, 3], strides: strides, padding: padding)
            try expectCentralDifferences(graph, of: y, at: [volume], "\(kind) \(strides)")
        }
    }

    @Test(arguments: [PoolingKind.maximum, .average])
    func `Windows of nearly equal length have their differences as gradients`(_ kind: PoolingKind) throws {
        var generator = SeededGenerator(seed: 45)
        let image = Tensor(shape: [2, 7, 3], values: (0..<42).shuffled(using: &generator).map { Float($0) / 64 })
        for count in [1, 3, 7, 9] {
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [2, 7, 3])
            let y = try graph.adaptivePooling(x, kind, axis: 1, count: count)
            try expectCentralDifferences(graph, of: y, at: [image], "\(kind) \(count)")
        }
    }

    @Test(arguments: [Padding.valid, .same])
    func `A window with a kernel of its own at each place has gradients of them all`(_ padding: Padding) throws {
        var generator = SeededGenerator(seed: 46)
        let places = padding == .same ? 2 * 5 : 2 * 4
        let kernels = Variable(name: "kernels", generator.gridTensor([places, 8, 3]))
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2, 4, 5, 2])
        let y = try graph.localConvolution(x, kernels: kernels.tensor, size: (2, 2), strides: (2, 1), padding: padding)
        try expectCentralDifferences(graph, of: y, at: [generator.gridTensor([2, 4, 5, 2])], variables: [kernels])
    }

    @Test(arguments: [Interpolation.bilinearLegacy, .bilinearAlignedCorners])
    func `The older ways to enlarge have their differences as gradients`(_ interpolation: Interpolation) throws {
        var generator = SeededGenerator(seed: 47)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2, 3, 4, 3])
        let y = try graph.upsample(x, size: (2, 3), interpolation: interpolation)
        try expectCentralDifferences(graph, of: y, at: [generator.gridTensor([2, 3, 4, 3])])
    }

    @Test(
        arguments: [ResizingMethod.nearest, .bilinear, .bicubic, .lanczos(3), .lanczos(5), .gaussian, .mitchell, .area],
        [false, true])
    func `What resizing sends back is what each pixel gave`(_ method: ResizingMethod, _ isSmoothed: Bool) throws {
        for (height, width, fit) in [(3, 9, ImageFit.stretch), (7, 4, .crop), (4, 9, .pad(0.5)), (6, 6, .stretch)] {
            var generator = SeededGenerator(seed: 48)
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [2, 6, 5, 3])
            let y = try graph.resize(x, height: height, width: width, method: method, fit: fit, isSmoothed: isSmoothed)
            let product = try graph.multiply([y, graph.constant(generator.tensor([2, height, width, 3]))])
            let loss = try graph.reduction(product, .sum, axes: [0, 1, 2, 3], keepDimensions: true)
            try graph.output(loss, name: "loss")
            try graph.output(graph.gradients(of: loss, withRespectTo: [x])[0], name: "gradient")
            let plan = try Plan(graph, inputShapes: [[2, 6, 5, 3]])
            // Resizing is linear but for what lies outside of the image.
            let point = generator.tensor([2, 6, 5, 3])
            let (there, origin) = (try plan.run([point]), try plan.run([Tensor(shape: [2, 6, 5, 3])]))
            let expected = there[0].values[0] - origin[0].values[0]
            let found = zip(there[1].values, point.values).reduce(Float(0)) { $0 + $1.0 * $1.1 }
            #expect(abs(found - expected) < 1e-4 * max(abs(expected), 1), "\(method) \(fit): \(found), not \(expected)")
        }
    }

    @Test func `Sorted elements send their gradients to where they came from`() throws {
        var generator = SeededGenerator(seed: 49)
        let values = Tensor(shape: [2, 5, 3], values: (0..<30).shuffled(using: &generator).map { Float($0) / 16 })
        for (axis, isDescending) in [(1, false), (-1, true)] {
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [2, 5, 3])
            let y = try graph.sorted(x, axis: axis, isDescending: isDescending)
            try expectCentralDifferences(graph, of: y, at: [values], "axis \(axis)")
        }
    }

    @Test func `Lines with a threshold, or a sum of squares, of their own have their differences as gradients`() throws {
        var generator = SeededGenerator(seed: 50)
        for axis in [-1, 1] {
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [2, 4, 5])
            let y = try graph.activation(x, .sparsemax(axis: axis))
            try expectCentralDifferences(graph, of: y, at: [generator.gridTensor([2, 4, 5])], "axis \(axis)")
        }
        for (radius, beta) in [(1, Float(0.75)), (2, 0.5), (9, 1)] {
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [2, 2, 6])
            let y = try graph.localResponseNormalization(x, radius: radius, bias: 1.5, alpha: 0.5, beta: beta)
            try expectCentralDifferences(graph, of: y, at: [generator.gridTensor([2, 2, 6])], "radius \(radius)")
        }
    }

    @Test func `Settled statistics that are constants pass gradients on`() throws {
        var generator = SeededGenerator(seed: 51)
        for axis in [-1, 1] {
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [2, 3, 4, 3])
            let weights = (0..<4).map { _ in generator.gridTensor([3], in: 0.5...1.5) }
            let y = try graph.batchNormalization(
                x, axis: axis, gamma: weights[0], beta: weights[1], mean: weights[2], variance: weights[3], epsilon: 1e-3)
            try expectCentralDifferences(graph, of: y, at: [generator.gridTensor([2, 3, 4, 3])], "axis \(axis)")
        }
    }
}
